using System.Globalization;
using System.Text;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Shows a tree in one line: parentheses around nodes, and quoting in front of literals.</summary>
internal static class SyntaxPrinter
{
    /// <summary>Parses a text, where a bent arrow is a newline and two bars a tab, and compares its tree.</summary>
    public static void Check(string text, string expected, ShellDialect dialect)
    {
        var script = ShellParser.Parse(text.Replace('⏎', '\n').Replace('‖', '\t'), dialect);

        Assert.AreEqual(expected, Print(script));
        Assert.IsNull(SyntaxTree.FaultOf(script));
    }

    public static string Print(ShellScript script)
    {
        var printed = Print(script.Body);
        return script.Problems is [] ? printed : $"{printed} ! {string.Join(" ", script.Problems.Select(static problem => problem.Message))}".TrimStart();
    }

    public static string Print(StatementList list) => string.Join("; ", list.Statements.Select(Print));

    private static string Print(Statement statement)
    {
        var printed = new StringBuilder(Print(statement.Pipelines[0]));
        for (var i = 0; i < statement.Operators.Count; i++)
        {
            printed.Append(statement.Operators[i] == ListOperator.And ? " && " : " || ").Append(Print(statement.Pipelines[i + 1]));
        }

        return statement.IsBackground ? $"{printed} &" : printed.ToString();
    }

    private static string Print(CommandPipeline pipeline)
        => string.Join(' ', new[]
        {
            pipeline.IsTimed ? "time" : "",
            pipeline.IsNegated ? "!" : "",
            string.Join(" | ", pipeline.Commands.Select(Print)),
        }.Where(static part => part.Length > 0));

    private static string Print(CommandNode command)
    {
        var printed = command switch
        {
            SimpleCommand simple => Join(simple.Assignments.Select(Print).Concat(simple.Words.Select(Print))),
            GroupCommand group => $"{{{Print(group.Body)}}}",
            SubshellCommand subshell => $"({Print(subshell.Body)})",
            IfCommand conditional => Join(
                ["(if", .. conditional.Branches.Select(static branch => $"[{Print(branch.Condition)} ? {Print(branch.Body)}]"),
                    .. conditional.Otherwise is { } otherwise ? [$"[{Print(otherwise)}]"] : Array.Empty<string>()]) + ")",
            WhileCommand loop => $"({(loop.IsUntil ? "until" : "while")} [{Print(loop.Condition)}] [{Print(loop.Body)}])",
            ForCommand loop => $"({(loop.IsSelect ? "select" : "for")} {loop.Variable}{(loop.Words is { } words ? Join([" in", .. words.Select(Print)]) : "")} [{Print(loop.Body)}])",
            ArithmeticForCommand loop => $"(for {Print(loop.Initial)} {Print(loop.Condition)} {Print(loop.Step)} [{Print(loop.Body)}])",
            CaseCommand choice => Join(
                [$"(case {Print(choice.Subject)}", .. choice.Clauses.Select(static clause =>
                    $"[{string.Join('|', clause.Patterns.Select(Print))} => {Print(clause.Body)}{clause.Terminator}]")]) + ")",
            FunctionDefinition function => $"(function {function.Name} {Print(function.Body)})",
            TestCommand test => $"[[{Join(test.Words.Select(Print))}]]",
            ArithmeticCommand arithmetic => $"(= {Print(arithmetic.Expression)})",
            CoprocessCommand coprocess => $"(coproc {coprocess.Name ?? "-"} {Print(coprocess.Command)})",
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
        return Join(new[] { printed }.Concat(command.Redirections.Select(Print)).Where(static part => part.Length > 0));
    }

    private static string Print(Assignment assignment)
        => $"{assignment.Name}{(assignment.Subscript is { } subscript ? $"[{Print(subscript)}]" : "")}{(assignment.IsAppend ? "+=" : "=")}{(assignment.Value is { } value ? Print(value) : "-")}";

    private static string Print(Redirection redirection)
        => $"<{(redirection.DescriptorVariable is { } variable ? $"{{{variable}}}" : redirection.Descriptor?.ToString(CultureInfo.InvariantCulture))}{redirection.Operator} {Print(redirection.Target)}{(redirection.HereDocument is { } document ? $" {Print(document)}" : "")}>";

    public static string Print(Word word) => word.Parts is [] ? "-" : string.Join('+', word.Parts.Select(Print));

    private static string Print(WordPart part) => (part.IsQuoted && part is not LiteralText ? "q" : "") + part switch
    {
        LiteralText literal => literal.Quoting switch
        {
            Quoting.None => Visible(literal.Text),
            Quoting.Backslash => $"\\{Visible(literal.Text)}",
            Quoting.Single => $"'{Visible(literal.Text)}'",
            Quoting.Double => $"\"{Visible(literal.Text)}\"",
            _ => $"$'{Visible(literal.Text)}'",
        },
        ParameterExpansion parameter => $"${{{(parameter.IsLength ? "len " : "")}{(parameter.IsIndirect ? "ref " : "")}{parameter.Name}"
            + $"{(parameter.Subscript is { } subscript ? $"[{Print(subscript)}]" : "")}{(parameter.Operator.Length > 0 ? $" {parameter.Operator}" : "")}"
            + $"{(parameter.Operand is { } operand ? $" {Print(operand)}" : "")}{(parameter.Second is { } second ? $" {Print(second)}" : "")}}}",
        CommandSubstitution command => command.IsBackquoted ? $"`{Print(command.Body)}`" : $"$({Print(command.Body)})",
        ArithmeticExpansion arithmetic => $"$(= {Print(arithmetic.Expression)})",
        ProcessSubstitution process => $"{(process.IsInput ? '<' : '>')}({Print(process.Body)})",
        ArrayLiteral array => $"({Join(array.Elements.Select(Print))})",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static string Visible(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    private static string Join(IEnumerable<string> parts) => string.Join(' ', parts);
}
