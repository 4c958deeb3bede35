using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arrea.Benchmarks.Compare;

/// <summary>Results as lines: for people, or one JSON object each.</summary>
internal static class Report
{
    private const double Million = 1e6;

    public static IEnumerable<string> Text(ISection section, ArmGroup group, IReadOnlyList<ArmResult> results) =>
    [
        Invariant($"{section.Name}, {group.Title}: n = {group.Count:N0}, parallelism {group.Parallelism}, median (least to most) of {group.Rounds} rounds; ratio to {group.Baseline}"),
        .. results.Select(Line),
        .. group.LeftOut.Select(static arm => $"  {arm.Arm,-34} left out: {arm.Reason}"),
        .. group.Goals.Select(goal => Line(group, goal, goal.Actual(results))),
    ];

    public static IEnumerable<string> Json(ISection section, ArmGroup group, IReadOnlyList<ArmResult> results) =>
    [
        .. results.Select(Json),
        .. group.LeftOut.Select(arm => Json(Named(section.Name, group, arm.Arm), "left_out", arm.Reason)),
    ];

    private static string Line(ArmResult result)
    {
        if (result.Error is not null)
        {
            return $"  {result.Arm,-34} WRONG: {result.Error}";
        }

        var bytes = result.Group.Measure == Measure.BytesPerOperation ? "" : $"{Size(result.BytesPerOperation),15}";
        var (value, unit) = (result.Value, Unit(result.Group.Measure));
        return Invariant($"  {result.Arm,-34} {value.Median,12:N1} {unit,-7} ({value.Least:N1} to {value.Most:N1}){bytes}   × {result.Ratio.Median:N2} ({result.Ratio.Least:N2} to {result.Ratio.Most:N2})");
    }

    private static string Line(ArmGroup group, Goal goal, double? actual)
    {
        var sign = goal.Bound == Bound.AtLeast ? '≥' : '≤';
        var limit = goal.Bound == Bound.BytesAtMost ? Size(goal.Limit)
            : goal.Other is null ? Invariant($"{goal.Limit:N0} {Unit(group.Measure)}")
            : Invariant($"{goal.Limit} × {goal.Other}");
        var found = actual is not { } value ? "not measured"
            : $"{value.ToString(goal.Other is null ? "N0" : "N2", CultureInfo.InvariantCulture)}, {(goal.IsMet(value) ? "met" : "MISSED")}";
        return $"  goal: {goal.Arm} {sign} {limit}: {found}";
    }

    private static string Json(ArmResult result)
    {
        var line = Named(result.Section, result.Group, result.Arm);
        if (result.Error is not null)
        {
            return Json(line, "error", result.Error);
        }

        if (result.Group.Measure != Measure.BytesPerOperation)
        {
            line[Name(result.Group.Measure)] = Rounded(result.Value.Median);
            line["least"] = Rounded(result.Value.Least);
            line["most"] = Rounded(result.Value.Most);
        }

        line["bytes_per_op"] = Rounded(result.BytesPerOperation);
        line["ratio_to"] = result.Group.Baseline;
        line["ratio"] = Math.Round(result.Ratio.Median, 3);
        line["ratio_least"] = Math.Round(result.Ratio.Least, 3);
        line["ratio_most"] = Math.Round(result.Ratio.Most, 3);
        return line.ToJsonString(JsonSerializerOptions.Web);
    }

    private static JsonObject Named(string section, ArmGroup group, string arm) => new()
    {
        ["section"] = section,
        ["group"] = group.Title,
        ["arm"] = arm,
        ["n"] = group.Count,
        ["parallelism"] = group.Parallelism,
    };

    private static string Json(JsonObject line, string name, string text)
    {
        line[name] = text;
        return line.ToJsonString(JsonSerializerOptions.Web);
    }

    private static double Rounded(double value) => Math.Round(value, 1);

    private static string Size(double bytes) => bytes < Million ? Invariant($"{bytes:N1} B") : Invariant($"{bytes / Million:N1} MB");

    private static string Unit(Measure measure) => measure switch
    {
        Measure.NanosecondsPerOperation => "ns",
        Measure.OperationsPerSecond => "1/s",
        Measure.MegabytesPerSecond => "MB/s",
        Measure.ThreadsAtPeak => "threads",
        _ => "B",
    };

    private static string Name(Measure measure) => measure switch
    {
        Measure.NanosecondsPerOperation => "ns_per_op",
        Measure.OperationsPerSecond => "ops_per_s",
        Measure.MegabytesPerSecond => "mb_per_s",
        Measure.ThreadsAtPeak => "threads",
        _ => "bytes_per_op",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
