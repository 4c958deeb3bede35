using System.Globalization;
using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Wording;

namespace Arrea.Cli.History;

/// <summary><c>arrea history</c>.</summary>
internal sealed class HistorySubcommand : Subcommand
{
    private readonly HistoryFlags _flags = new(takesRun: false, takesFailed: false, takesLimit: true);

    public override FlagSet Flags => _flags;

    public override string Description => "List the runs that are recorded, newest first.";

    public override string Usage => "arrea history [flags]";

    public override string Examples => """
        arrea history
        arrea history --limit 5
        arrea history --limit 1000 --json | jq 'select(.failed > 0).run_id'
        """;

    public override string Notes => """
        A run that goes on is 'running'. One whose process is gone without a word has 'died': it was
        killed, or the machine stopped. Jobs that a resumed run left out are not counted.
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var folder = JournalFolder.Default;
        var runs = new RunCatalog(folder).Newest.Take(_flags.Limit(values));
        if (_flags.Json(values))
        {
            foreach (var run in runs)
            {
                RecordJson.WriteLine(json => RecordJson.Write(json, run));
            }

            return Task.FromResult(ExitCodes.Success);
        }

        var table = new TextTable(">#", "RUN", "STARTED", ">JOBS", ">FAILED", ">TIME", ">EXIT", "FIRST COMMAND");
        var number = 0;
        foreach (var run in runs)
        {
            table.Add(
                (++number).ToString(CultureInfo.InvariantCulture),
                run.Facts.Id,
                RecordText.Time(run.Facts.Started),
                run.Jobs.ToString(CultureInfo.InvariantCulture),
                run.Failed.ToString(CultureInfo.InvariantCulture),
                run.Conclusion is { } end ? Duration.Show(end.Duration) : "",
                run.Conclusion?.ExitCode.ToString(CultureInfo.InvariantCulture) ?? RecordText.State(run.IsAlive, null),
                run.FirstCommand ?? "");
        }

        if (number == 0)
        {
            CommandLine.Report($"nothing is recorded in '{folder.Runs}'");
            return Task.FromResult(ExitCodes.Success);
        }

        StandardStream.Output.Write(table.Render(RecordText.Width));
        return Task.FromResult(ExitCodes.Success);
    }
}
