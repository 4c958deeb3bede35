namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Short ways to write conditions.</summary>
internal static class Conditions
{
    /// <summary>Conditions about commands, each as one would write it; see <see cref="RuleCondition.Parse"/>.</summary>
    public static IReadOnlyList<RuleCondition> Commands(params IEnumerable<string> lines) => [.. lines.Select(RuleCondition.Parse)];

    /// <summary>Conditions about commands that tell no capital letters from small ones, as those of Windows.</summary>
    public static IReadOnlyList<RuleCondition> CommandsInAnyCase(params IEnumerable<string> lines) => [.. lines.Select(static line => RuleCondition.Parse(line) with { IgnoreCase = true })];

    /// <summary>A condition about what is done to files; see <see cref="RuleCondition.Effect"/>.</summary>
    /// <param name="effects">What is done.</param>
    /// <param name="paths">To which paths.</param>
    /// <param name="except">Commands that have a rule of their own.</param>
    public static RuleCondition Files(string effects, string paths, params IReadOnlyList<string> except) => RuleCondition.Effect(effects, paths) with { Without = except };

    /// <summary>A condition about programs that are not known.</summary>
    public static RuleCondition Programs(params IReadOnlyList<string> kinds) => new() { Programs = kinds };
}
