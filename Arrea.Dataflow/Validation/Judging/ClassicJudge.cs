using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>What the profile <c>classic</c> adds: every substitution outside of single quotes.</summary>
internal static class ClassicJudge
{
    private const string Rule = "substitution";

    /// <summary>The substitutions of a text, in the order in which they stand.</summary>
    public static IEnumerable<Finding> Findings(ShellScript script)
        => script.Descendants().OfType<CommandSubstitution>().Select(static substitution => new Finding(
            Rule, RuleSeverity.Injection, "$( )", substitution.Span, "It holds a substitution, whose text is decided only as it runs."));
}
