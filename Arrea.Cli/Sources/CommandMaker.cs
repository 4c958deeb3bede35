using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Each piece is a command; of several sources, their texts with a space between them.</summary>
/// <param name="jobs">Makes the jobs.</param>
internal sealed class CommandMaker(JobFactory jobs) : JobMaker
{
    private int _number;

    public override IEnumerable<Job> Add(IReadOnlyList<string> piece) => [jobs.Make(string.Join(' ', piece), ++_number)];
}
