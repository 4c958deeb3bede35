namespace Arrea.Benchmarks.Compare;

/// <summary>Runs the arms of a group in turn, round after round, so that whatever slows the machine slows them all.</summary>
internal static class Comparison
{
    private const double BytesInMegabyte = 1e6;

    public static async Task<IReadOnlyList<ArmResult>> RunAsync(string section, ArmGroup group)
    {
        var samples = group.Arms.ToDictionary(static arm => arm.Name, static _ => new List<Sample>());
        var errors = new Dictionary<string, string>();
        var first = group.HasWarmUp ? 0 : 1;
        for (var round = first; round <= group.Rounds; round++)
        {
            // Another arm begins each round: the first one pays for what the last left behind.
            for (var i = 0; i < group.Arms.Count; i++)
            {
                var arm = group.Arms[(i + round - first) % group.Arms.Count];
                if (errors.ContainsKey(arm.Name))
                {
                    continue;
                }

                try
                {
                    var sample = await arm.Run();
                    if (round > 0)
                    {
                        samples[arm.Name].Add(sample);
                    }
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    errors[arm.Name] = error.Message;
                }
            }
        }

        var values = samples.ToDictionary(static arm => arm.Key, arm => arm.Value.ConvertAll(sample => ValueOf(group, sample)));
        var baseline = values.GetValueOrDefault(group.Baseline) ?? [];
        return [.. group.Arms.Select(arm => new ArmResult
        {
            Section = section,
            Group = group,
            Arm = arm.Name,
            Error = errors.GetValueOrDefault(arm.Name),
            Values = values[arm.Name],
            BytesPerOperation = Spread.Of(samples[arm.Name].Select(sample => sample.Bytes / group.Count)).Median,
            Ratio = Spread.Of(values[arm.Name].Zip(baseline, static (value, other) => value / other)),
        })];
    }

    private static double ValueOf(ArmGroup group, Sample sample) => group.Measure switch
    {
        Measure.NanosecondsPerOperation => sample.Elapsed.TotalNanoseconds / group.Count,
        Measure.OperationsPerSecond => group.Count / sample.Elapsed.TotalSeconds,
        Measure.MegabytesPerSecond => group.Volume / BytesInMegabyte / sample.Elapsed.TotalSeconds,
        Measure.ThreadsAtPeak => sample.Threads,
        _ => sample.Bytes / group.Count,
    };
}
