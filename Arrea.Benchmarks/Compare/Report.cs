using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Arrea.Benchmarks.Compare;

/// <summary>Results as lines: for people, or one JSON object each.</summary>
internal static class Report
{
    public static string Heading(ISection section, ArmGroup group)
        => Invariant($"{section.Name}: n = {group.Count:N0}, parallelism {group.Parallelism}, median (least to most) of {group.Rounds} rounds; ratio to {group.Baseline}");

    public static string Line(ArmResult result)
    {
        if (result.Error is not null)
        {
            return $"  {result.Arm,-34} WRONG: {result.Error}";
        }

        var bytes = result.Group.Measure == Measure.BytesPerOperation ? "" : Invariant($"{result.BytesPerOperation,12:N1} B");
        return Invariant($"  {result.Arm,-34} {result.Value.Median,12:N1} {Unit(result.Group.Measure),-5} ({result.Value.Least:N1} to {result.Value.Most:N1}){bytes}   × {result.Ratio.Median:N2} ({result.Ratio.Least:N2} to {result.Ratio.Most:N2})");
    }

    public static string Json(ArmResult result)
    {
        var line = new JsonObject
        {
            ["section"] = result.Section,
            ["arm"] = result.Arm,
            ["n"] = result.Group.Count,
            ["parallelism"] = result.Group.Parallelism,
        };
        if (result.Error is not null)
        {
            line["error"] = result.Error;
            return line.ToJsonString(JsonSerializerOptions.Web);
        }

        if (result.Group.Measure != Measure.BytesPerOperation)
        {
            var name = result.Group.Measure == Measure.OperationsPerSecond ? "ops_per_s" : "ns_per_op";
            line[name] = Rounded(result.Value.Median);
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

    private static double Rounded(double value) => Math.Round(value, 1);

    private static string Unit(Measure measure) => measure switch
    {
        Measure.NanosecondsPerOperation => "ns",
        Measure.OperationsPerSecond => "1/s",
        _ => "B",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
