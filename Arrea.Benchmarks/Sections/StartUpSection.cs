using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>How long the published program takes to start and to end.</summary>
internal sealed class StartUpSection : ISection
{
    /// <summary>The variable that names a published program of .NET that only says hello.</summary>
    private const string Hello = "ARREA_HELLO";

    private const string Version = "arrea --version";
    private const string One = "arrea run -q -c true";
    private const string Bare = "a bare hello";

    public string Name => "startup";

    public string Question => $"How long does the published program take to start? {PeerPrograms.Published} and {Hello} name it and a bare hello.";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        var hello = Environment.GetEnvironmentVariable(Hello);
        var noArrea = PeerPrograms.Arrea.Count == 0 ? PeerPrograms.NoArrea : null;
        var candidates = new Candidates();
        candidates.Add(Version, () => ArreaAsync("--version"), noArrea);
        candidates.Add(One, () => ArreaAsync("run", "-q", "-c", "true"), noArrea);
        candidates.Add(Bare, () => WholeProgram.RunAsync(hello!, []), hello is null ? $"{Hello} names none" : null);
        yield return new ArmGroup
        {
            Title = "whole programs, one after another",
            Count = 1,
            Parallelism = 1,
            Baseline = candidates.Arms.Count > 0 ? candidates.Arms[^1].Name : Bare,
            Measure = Measure.NanosecondsPerOperation,
            Arms = candidates.Arms,
            LeftOut = candidates.LeftOut,
            Goals = [new Goal(Version, Bound.AtMost, 1.6, Bare), new Goal(One, Bound.AtMost, 2.2, Bare)],
            Rounds = quick ? 5 : 20,
        };
    }

    private static Task<Sample> ArreaAsync(params string[] arguments)
        => WholeProgram.RunAsync(PeerPrograms.Arrea[0], [.. PeerPrograms.Arrea.Skip(1), .. arguments]);
}
