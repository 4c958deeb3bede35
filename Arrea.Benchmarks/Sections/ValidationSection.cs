using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>What a look at a command costs, before it runs.</summary>
internal sealed class ValidationSection : ISection
{
    private const double MostNanosecondsOfHostileText = 50e6;

    public string Name => "validation";

    public string Question => "What does it cost to judge a command, plain or hostile, beside a search for five texts?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        foreach (var command in (string[])["echo hello", "git status", "cd src && make -j 4 > ../build.log 2>&1"])
        {
            yield return Group($"'{command}'", new Judgements([command], quick ? 5_000 : 100_000));
        }

        yield return Group("5,000 ordinary commands", new Judgements(OrdinaryCommands.Of(5_000), 5_000));
        var hostile = HostileTexts.All;
        yield return new ArmGroup
        {
            Title = "64 KiB of hostile text, whole",
            Count = 1,
            Parallelism = 1,
            Baseline = hostile[0].Name,
            Measure = Measure.NanosecondsPerOperation,
            Arms = [.. hostile.Select(static text => new Arm(text.Name, () => Judgements.HostileAsync(text.Text)))],
            Goals = [.. hostile.Select(static text => new Goal(text.Name, Bound.AtMost, MostNanosecondsOfHostileText))],
        };
    }

    private static ArmGroup Group(string title, Judgements judgements) => new()
    {
        Title = title,
        Count = judgements.Count,
        Parallelism = 1,
        Baseline = "five substrings",
        Measure = Measure.NanosecondsPerOperation,
        Arms = [new Arm("five substrings", judgements.SubstringsAsync), new Arm("Arrea guard", judgements.GuardAsync), new Arm("Arrea classic", judgements.ClassicAsync)],
    };
}
