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
        var check = new CommandCheck(options.Validate);
        using var printer = new Printer(StandardStream.Output, StandardStream.Error);
        if (options.DryRun)
        {
            return await DryRunAsync(source, check, printer, options.Validate).ConfigureAwait(false);
        }

        if (source is ListedCommands listed && !await AllAcceptedAsync(listed.All, check, printer).ConfigureAwait(false))
        {
            return ExitCodes.Refused;
        }

        using var run = new Run(options, source, check, printer);
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
            var verdict = check.Refusal(command);
            refused |= verdict is not null;
            var text = StandardStream.Output.IsTerminal ? Shown.Text(command) : Shown.Json(command);
            var line = $"[{++number}] {text}: {(verdict is not null ? FailureText.Verdict(verdict) : validate ? "ok" : "not validated")}\n";
            await printer.InTurnAsync(() => printer.Write(OutputStream.StandardOutput, System.Text.Encoding.UTF8.GetBytes(line))).ConfigureAwait(false);
        }

        return refused ? ExitCodes.Refused : ExitCodes.Success;
    }
}
