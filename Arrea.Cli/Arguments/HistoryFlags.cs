using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of the commands that look at recorded runs.</summary>
/// <param name="takesRun">Whether a run can be named.</param>
/// <param name="takesFailed">Whether it can be narrowed to the jobs that failed.</param>
/// <param name="takesLimit">Whether the number of runs can be limited.</param>
internal sealed class HistoryFlags(bool takesRun, bool takesFailed, bool takesLimit) : FlagSet
{
    private const int DefaultLimit = 20;
    private const int LargestLimit = 1_000_000;

    private readonly Flags _flags = new(takesFailed, takesLimit);

    public override IReadOnlyList<FlagGroup> Groups => [_flags];

    public override bool TakesOperands => takesRun;

    public bool Json(FlagValues values) => values.Has(_flags.Json);

    public bool Failed(FlagValues values) => values.Has(_flags.Failed);

    /// <summary>The most runs.</summary>
    /// <exception cref="UsageException">It is no number.</exception>
    public int Limit(FlagValues values) => values.Number(_flags.Limit, 1, LargestLimit) ?? DefaultLimit;

    private sealed class Flags(bool takesFailed, bool takesLimit) : FlagGroup
    {
        public override string Heading => "Flags";

        public override IReadOnlyList<Option> Shown => [.. takesFailed ? [Failed] : Array.Empty<Option>(), .. takesLimit ? [Limit] : Array.Empty<Option>(), Json];

        public Option Failed { get; } = Switch("Only the jobs that failed, timed out or were rejected.", "--failed");

        public Option Limit { get; } = Value("N", "The most runs. Default: 20.", "--limit");

        public Option Json { get; } = Switch("JSON, one object a line.", "--json");
    }
}
