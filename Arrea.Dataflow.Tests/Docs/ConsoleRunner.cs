using System.Diagnostics;
using Arrea.Dataflow.Tests.Cli;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>Runs the commands of console blocks with bash, as a reader would type them.</summary>
internal sealed class ConsoleRunner : IDisposable
{
    private const string RunFromSource = "dotnet run --project Arrea.Cli ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _programs = new();

    public ConsoleRunner()
    {
        File.WriteAllText(_programs["arrea"], $"#!/bin/sh\nexec '{CliProcess.Host}' '{CliProcess.Program}' \"$@\"\n");
        _programs.MakeExecutable("arrea");
    }

    /// <summary>Commands that were not run, each with the reason.</summary>
    public List<string> LeftOut { get; } = [];

    public int Ran { get; private set; }

    /// <summary>Runs a block, and says where it does what the docs do not say.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CodeBlock block, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var failures = new List<string>();
        foreach (var step in ConsoleBlock.Parse(block))
        {
            if (ConsoleBlock.ReasonNotToRun(step.Command) is { } reason)
            {
                LeftOut.Add($"{block.File}:{step.Line}: `{step.Command}`: {reason}");
                continue;
            }

            var fromSource = step.Command.StartsWith(RunFromSource, StringComparison.Ordinal);
            var command = fromSource
                ? $"{RunFromSource}--no-build -c {Repository.BuildConfiguration} {step.Command[RunFromSource.Length..]}"
                : step.Command;
            var (exitCode, output) = await RunAsync(command, fromSource ? Repository.Root : folder.Path, folder.Path, _programs["state-of-" + Path.GetFileName(folder.Path)], cancellationToken);
            Ran++;
            if (exitCode != step.ExitCode || !ConsoleBlock.Matches(step.Expected, output))
            {
                failures.Add(
                    $"{block.File}:{step.Line}: $ {step.Command}\nexpected, with exit code {step.ExitCode}:\n{Indent(step.Expected)}\nwas, with exit code {exitCode}:\n{Indent(output)}");
            }
        }

        return failures;
    }

    public void Dispose() => _programs.Dispose();

    private static string Indent(IEnumerable<string> lines) => string.Join('\n', lines.Select(static line => "  | " + line));

    private async Task<(int ExitCode, IReadOnlyList<string> Output)> RunAsync(string command, string folder, string settings, string state, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("bash") { WorkingDirectory = folder, RedirectStandardOutput = true };

        // Both outputs into one, as on a terminal; the null device for input, so that nothing waits for a keyboard.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"exec </dev/null 2>&1\n{command}");
        start.Environment["PATH"] = $"{_programs.Path}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["XDG_CONFIG_HOME"] = settings;
        start.Environment["XDG_STATE_HOME"] = state;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var output = await bash.StandardOutput.ReadToEndAsync(limit.Token);
            await bash.WaitForExitAsync(limit.Token);
            return (bash.ExitCode, [.. output.TrimEnd('\n').Split('\n').Select(static line => line.TrimEnd()).Where(line => output.Length > 0)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            bash.Kill(entireProcessTree: true);
            return (-1, [$"still running after {Patience}"]);
        }
    }
}
