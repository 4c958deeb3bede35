using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Where the parser and <c>-n</c> of a real shell mean to disagree.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Reason">Why.</param>
/// <param name="Holds">Whether it explains a disagreement about a text: the dialect, the text, and the problem that the parser has with it, if any.</param>
internal sealed record KnownDisagreement(string Name, string Reason, Func<ShellDialect, string, SyntaxProblem?, bool> Holds)
{
    public static IReadOnlyList<KnownDisagreement> All { get; } =
    [
        new("unknown expansion", "the shells look into ${…} only as they run", static (_, _, problem)
            => problem?.Message.StartsWith("What stands in ${", StringComparison.Ordinal) == true),
        new("brackets in ${…}", "bash looks into them only as it runs: the brace alone ends the expansion", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && problem?.Message.EndsWith("has no end.", StringComparison.Ordinal) == true && (IsAtOrBehind(text, problem, "${x[") || IsAtOrBehind(text, problem, "${x:"))),
        new("backticks", "the shells read what stands in backticks only as they run", static (_, text, problem) => IsAtOrBehind(text, problem, "`")),
        new("here-document", "the shells take the end of the text for its end, and read the expansions in it only as they run", static (_, text, problem) => IsAtOrBehind(text, problem, "<<")),
        new("name of a loop variable", "bash checks it as it runs", static (dialect, _, problem)
            => dialect == ShellDialect.Bash && problem?.Message.EndsWith("Expected the name of a variable.", StringComparison.Ordinal) == true),
        new("$(( that is no arithmetic", "the shells find out only as they run", static (_, text, problem) => IsAtOrBehind(text, problem, "$((")),
        new("single quotes in \"${…}\"", "bash reads what stands between them only as it runs", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && (IsAtOrBehind(text, problem, "${x:-'") || IsAtOrBehind(text, problem, "${x-'"))),
        new("broken arithmetic", "bash takes it for the end of the text, and stops without a word", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && IsAtOrBehind(text, problem, "((")),
        new("broken [[", "bash takes an expression without an operand for the end of the text", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && IsAtOrBehind(text, problem, "[[")),
        new("assignments behind coproc NAME", "bash reads them there, also with an index or an array, of a command without a name", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && (problem is null ? text.Contains("coproc", StringComparison.Ordinal) : IsAtOrBehind(text, problem, "coproc"))),
        new("parentheses of for ((", "bash counts them over all three expressions, and refuses more", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && problem is null && text.Contains("for ((", StringComparison.Ordinal)),
        new("end of a here-document before a parenthesis", "bash takes it, with a warning", static (dialect, text, problem)
            => dialect == ShellDialect.Bash && problem is null && text.Contains("<<", StringComparison.Ordinal) && text.Contains(')', StringComparison.Ordinal)),
        new("operators as patterns", "dash takes any token for the first pattern of a clause", static (dialect, _, problem)
            => dialect == ShellDialect.Posix && problem?.Message.EndsWith("Expected a pattern.", StringComparison.Ordinal) == true),
        new("backslash at the end", "a file gets a newline at its end, which the backslash takes away; a command does not", static (_, text, _)
            => text.EndsWith('\\')),
    ];

    // What is about a construct explains a problem only where the construct begins before the problem ends.
    private static bool IsAtOrBehind(string text, SyntaxProblem? problem, string construct)
        => problem is not null && text.IndexOf(construct, StringComparison.Ordinal) is var at and >= 0 && at < problem.Span.End.GetOffset(text.Length);
}
