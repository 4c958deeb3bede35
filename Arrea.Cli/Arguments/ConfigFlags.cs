using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea config</c>.</summary>
internal sealed class ConfigFlags : FlagSet
{
    private readonly Flags _flags = new();

    public override IReadOnlyList<FlagGroup> Groups => [_flags];

    public override bool TakesOperands => true;

    /// <summary>Whether <c>--show</c> is given.</summary>
    public bool IsShow(FlagValues values) => values.Has(_flags.Show);

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson(FlagValues values) => values.Has(_flags.Json);

    private sealed class Flags : FlagGroup
    {
        public override string Heading => "Flags";

        public override IReadOnlyList<Option> Shown => [Show, Json];

        public Option Show { get; } = Switch("The same as show.", "--show");

        public Option Json { get; } = Switch("With show: one JSON object, with each key's value and origin.", "--json");
    }
}
