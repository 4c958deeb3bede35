using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Portable;

/// <summary>Runs commands through <see cref="Process"/>, for systems that have no runner of their own.</summary>
/// <remarks>
/// Tested on Linux only. Weaker than the runner for Linux:
/// <list type="bullet">
/// <item><description>No process group: cancellation kills the tree of children at once. Kill signal, grace and <see cref="CommandRequest.KillNow"/> have no effect; a child whose parent has gone escapes.</description></item>
/// <item><description>A signal shows as the exit code that the runtime makes of it (128 + its number), never as <see cref="CommandResult.Signal"/>.</description></item>
/// <item><description>Processor time and memory are not known; a terminal or a session of its own is refused.</description></item>
/// <item><description>Standard input that is not given is an empty pipe instead of the null device.</description></item>
/// <item><description>The text is encoded by the runtime; what it cannot encode is replaced.</description></item>
/// </list>
/// </remarks>
internal sealed class PortableCommandRunner : ICommandRunner
{
    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfInvalid();
        if (cancellationToken.IsCancellationRequested)
        {
            return new();
        }

        using var process = new Process();
        if ((Unsupported(request) ?? FillEnvironment(process.StartInfo.Environment, request)) is { } refused)
        {
            return refused.ToResult();
        }

        process.StartInfo.Environment.TryGetValue("PATH", out var searchPath);
        if (Launch.Find(request, searchPath, Environment.GetEnvironmentVariable("SHELL"), out var unusable) is not { } launch)
        {
            return unusable!.ToResult();
        }

        if (Prepare(process.StartInfo, request, launch) is { } unprepared)
        {
            return unprepared.ToResult();
        }

        if (OpenedStreams.Open(request, out var streams) is { } unopened)
        {
            return unopened.ToResult();
        }

        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            await streams.CloseAsync().ConfigureAwait(false);
            ShellChoice.Forget();
            var why = OperatingSystem.IsLinux() ? StartFailure.Explain(error.NativeErrorCode, request, launch) : new($"{launch.Name} cannot be started: {error.Message}");
            return why.ToResult();
        }

        using var running = new PortableCommand(process, request, streams);
        return await running.AttendAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does nothing: this runner holds nothing.</summary>
    public ValueTask DisposeAsync() => default;

    private static StartError? Unsupported(CommandRequest request)
        => request.Terminal is not null ? new("a pseudo-terminal is offered on Linux only")
            : request.NewSession ? new("a session of its own is offered on Linux only")
            : null;

    private static StartError? Prepare(ProcessStartInfo start, CommandRequest request, in Launch launch)
    {
        start.FileName = launch.Path;
        foreach (var argument in launch.Arguments)
        {
            if (argument.Contains('\0', StringComparison.Ordinal))
            {
                return new("the command holds a NUL character, which no program can be given");
            }

            start.ArgumentList.Add(argument);
        }

        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        if (request.WorkingDirectory is { } directory)
        {
            if (!Directory.Exists(directory))
            {
                return new(File.Exists(directory)
                    ? $"working directory '{directory}' is not a directory"
                    : $"working directory '{directory}' does not exist");
            }

            start.WorkingDirectory = directory;
        }

        return null;
    }

    private static StartError? FillEnvironment(IDictionary<string, string?> environment, CommandRequest request)
    {
        foreach (var (name, value) in environment.ToArray())
        {
            if (SteeringVariables.Steers(name, value ?? ""))
            {
                environment.Remove(name);
            }
        }

        if (request.InheritedVariables is { } inherited)
        {
            foreach (var name in environment.Keys.Except(inherited).ToArray())
            {
                environment.Remove(name);
            }
        }

        foreach (var (name, value) in request.Environment ?? ImmutableDictionary<string, string?>.Empty)
        {
            if (StartFailure.OfVariable(name, value) is { } refused)
            {
                return refused;
            }

            environment.Remove(name);
            if (value is not null)
            {
                environment[name] = value;
            }
        }

        return null;
    }
}
