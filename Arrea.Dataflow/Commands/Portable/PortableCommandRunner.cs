using Arrea.Dataflow.Commands.Starting;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Arrea.Dataflow.Commands.Portable;

/// <summary>Runs commands through <see cref="Process"/>, for systems that have no runner of their own.</summary>
/// <remarks>
/// Tested on Linux only. Weaker than the runner for Linux:
/// <list type="bullet">
/// <item><description>No process group: cancellation kills the tree of children at once, without asking (TERM) and without the grace; a child whose parent has gone escapes.</description></item>
/// <item><description>A signal shows as the exit code that the runtime makes of it (128 + its number), never as <see cref="CommandResult.Signal"/>.</description></item>
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
        if (cancellationToken.IsCancellationRequested)
        {
            return new();
        }

        var (preferred, searchPath) = (Environment.GetEnvironmentVariable("SHELL"), Environment.GetEnvironmentVariable("PATH"));
        if (ShellChoice.Resolve(request.Shell, preferred, searchPath, out var unusable) is not { } shell)
        {
            return new() { StartError = unusable };
        }

        using var process = new Process();
        if (Prepare(process.StartInfo, request, shell) is { } refused)
        {
            return new() { StartError = refused };
        }

        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return new() { StartError = OperatingSystem.IsLinux() ? StartFailure.Explain(error.NativeErrorCode, request, shell) : $"{shell} cannot be started: {error.Message}" };
        }

        using var running = new PortableCommand(process, request);
        return await running.AttendAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string? Prepare(ProcessStartInfo start, CommandRequest request, ShellChoice shell)
    {
        if (request.Text.Contains('\0', StringComparison.Ordinal))
        {
            return "the command holds a NUL character, which no shell can be given";
        }

        start.FileName = shell.Path;
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(request.Text);
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        if (request.WorkingDirectory is { } directory)
        {
            if (!Directory.Exists(directory))
            {
                return File.Exists(directory)
                    ? $"working directory '{directory}' is not a directory"
                    : $"working directory '{directory}' does not exist";
            }

            start.WorkingDirectory = directory;
        }

        foreach (var (name, value) in request.Environment ?? new Dictionary<string, string?>())
        {
            if (StartFailure.OfVariable(name, value) is { } refused)
            {
                return refused;
            }

            start.Environment.Remove(name);
            if (value is not null)
            {
                start.Environment[name] = value;
            }
        }

        return null;
    }
}
