using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea explain</c>.</summary>
internal sealed class ExplainFlags : FlagSet
{
    public Option File { get; } = Value("FILE", "Commands from a file, one a line; '-' is standard input.", "--file", "-a");

    public Option Null { get; } = Switch("The commands of the file end with NUL characters instead of lines.", "--null", "-0");

    public Option Json { get; } = Switch("One JSON object a line for each command.", "--json");

    public Option Profile { get; } = Value("P", "guard, classic, warn, off or allowlist. Default: guard.", "--profile");

    public Option Allow { get; } = Repeatable("RULE", "Switch a rule off, or allow a command; may be repeated.", "--allow");

    public Option Shell { get; } = Value("S", "The shell whose grammar is used: bash, or sh, dash. Default: bash.", "--shell");

    public override IEnumerable<Option> All => [File, Null, Json, Profile, Allow, Shell, Help];

    public override bool TakesArguments => true;

    public override bool IsRepeatable(Option flag) => flag == Allow || base.IsRepeatable(flag);
}
