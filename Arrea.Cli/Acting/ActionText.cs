using System.Text;
using Arrea.Cli.Printing;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Events;

namespace Arrea.Cli.Acting;

/// <summary>For people: what the actions write, and at the end a summary on standard error.</summary>
/// <param name="printer">Where to.</param>
/// <param name="grouped">Whether actions overlap, so that the output of each waits for its end.</param>
/// <param name="quiet">Whether there is no summary.</param>
internal sealed class ActionText(Printer printer, bool grouped, bool quiet) : IActionReport
{
    private readonly Spool _spool = new();
    private GroupOutput? _groups;

    private GroupOutput Groups => LazyInitializer.EnsureInitialized(ref _groups, () => new GroupOutput(printer, _spool, static _ => [], keepOrder: false));

    public ValueTask StartedAsync(ActionItem item) => default;

    public ValueTask OutputAsync(ActionItem item, Output output)
        => grouped ? Groups.WriteAsync(item.Index, output.Stream, output.Bytes) : printer.InTurnAsync(() => printer.Write(output.Stream, output.Bytes.Span));

    public ValueTask EndedAsync(ActionEnd end) => grouped ? Groups.EndAsync(end.Item.Index) : default;

    public ValueTask CompletedAsync(IReadOnlyList<ActionEnd> ends, int exitCode, TimeSpan duration)
    {
        if (quiet)
        {
            return default;
        }

        var text = new StringBuilder();
        foreach (var end in ends.Where(static end => end.Outcome != ActionOutcome.Succeeded))
        {
            text.Append("arrea: ").Append(end.Item).Append(": ").Append(Fate(end)).Append('\n');
        }

        text.Append("arrea: actions: ").AppendJoin(", ", Counts(ends)).Append($", {ends.Count} total in {Duration.Show(duration)}\n");
        return printer.ReportAsync(text.ToString());
    }

    public void Dispose() => _spool.Dispose();

    private static string Fate(ActionEnd end) => end.Outcome switch
    {
        ActionOutcome.NotStarted => $"not started: {end.Reason}",
        ActionOutcome.Interrupted => "interrupted",
        _ => end.Reason ?? $"exit code {end.ExitCode}",
    };

    private static IEnumerable<string> Counts(IReadOnlyList<ActionEnd> ends)
    {
        foreach (var (outcome, name) in new[]
        {
            (ActionOutcome.Succeeded, "succeeded"), (ActionOutcome.Failed, "failed"), (ActionOutcome.Interrupted, "interrupted"), (ActionOutcome.NotStarted, "not started"),
        })
        {
            var count = ends.Count(end => end.Outcome == outcome);
            if (count > 0 || outcome is ActionOutcome.Succeeded or ActionOutcome.Failed)
            {
                yield return $"{count} {name}";
            }
        }
    }
}
