using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Running;

/// <summary><c>arrea run</c>.</summary>
internal static class RunCommand
{
    /// <summary>Does what the options say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunOptions options)
    {
        var source = CommandSource.Open(options);
        var engine = new EngineRun(options, source.Count);
        await using var disposal = engine.ConfigureAwait(false);
        using var printer = new Printer(StandardStream.Output, StandardStream.Error);
        if (options.DryRun)
        {
            return await DryRunAsync(source, engine.Check, printer, options.Validate).ConfigureAwait(false);
        }

        if (source is ListedCommands listed && !await AllAcceptedAsync(listed.All, engine.Check, printer).ConfigureAwait(false))
        {
            return ExitCodes.Refused;
        }

        using var run = new Run(options, source, engine, printer);
        return await run.RunAsync().ConfigureAwait(false);
    }

    private static async ValueTask<bool> AllAcceptedAsync(IReadOnlyList<string> commands, CommandCheck check, Printer printer)
    {
        var refused = 0;
        for (var i = 0; i < commands.Count; i++)
        {
            if (check.Refusal(commands[i]) is { } verdict)
            {
                refused++;
                await printer.ReportAsync(FailureText.Refusal(i + 1, commands[i], verdict) + "\n").ConfigureAwait(false);
            }
        }

        if (refused > 0)
        {
            await printer.ReportAsync($"arrea: {refused} of {commands.Count} commands refused; nothing was run\n").ConfigureAwait(false);
        }

        return refused == 0;
    }

    private static async Task<int> DryRunAsync(CommandSource source, CommandCheck check, Printer printer, bool validate)
    {
        var number = 0;
        var refused = false;
        await foreach (var command in source.ReadAsync().ConfigureAwait(false))
        {
            var verdict = check.VerdictOf(command);
            var stops = check.Stops(verdict);
            refused |= stops;
            var text = StandardStream.Output.IsTerminal ? Shown.Text(command) : Shown.Json(command);
            var line = $"[{++number}] {text}: {(stops || validate ? FailureText.Verdict(verdict) : "not validated")}{(validate && !stops && !verdict.IsAccepted ? ", runs all the same" : "")}\n";
            await printer.InTurnAsync(() => printer.Write(OutputStream.StandardOutput, System.Text.Encoding.UTF8.GetBytes(line))).ConfigureAwait(false);
        }

        return refused ? ExitCodes.Refused : ExitCodes.Success;
    }
}
