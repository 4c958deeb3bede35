using System.CommandLine;
using Arrea.Dataflow.Configuration;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea config</c>.</summary>
internal sealed class ConfigFlags : FlagSet
{
    private readonly Flags _flags = new();

    public override IReadOnlyList<FlagGroup> Groups => [_flags, new Keys()];

    public override bool TakesOperands => true;

    /// <summary>Whether <c>--show</c> is given.</summary>
    public bool IsShow(FlagValues values) => values.Has(_flags.Show);

    /// <summary>Whether JSON is wanted.</summary>
    public bool IsJson(FlagValues values) => values.Has(_flags.Json);

    /// <summary>No flags, but the help shows them as it shows flags.</summary>
    private sealed class Keys : FlagGroup
    {
        public override string Heading => "Keys";

        public override IReadOnlyList<Option> Shown => [];

        public override IReadOnlyList<(string Names, string Description)> Families
            => [.. ConfigKeys.All.Select(static key => (key.Name, key.Description.Replace("`", "", StringComparison.Ordinal)))];
    }

    private sealed class Flags : FlagGroup
    {
        public override string Heading => "Flags";

        public override IReadOnlyList<Option> Shown => [Show, Json];

        public Option Show { get; } = Switch("The same as show.", "--show");

        public Option Json { get; } = Switch("With show: one JSON object, with each key's value and origin.", "--json");
    }
}
