using System.Buffers;
using System.Text;
using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>
/// Facts as short lines. A value that is not exact shows its pieces: <c>{*}</c> a glob, <c>{~}</c> a home, <c>{.}</c> the working
/// directory, <c>{#}</c> a number, <c>{?$X}</c> an unknown. <c>@</c> is the directory, <c>&lt;</c> the input, <c>[ ]</c> the context.
/// </summary>
internal static class FactPrinter
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \n\t'{}[]<>@");

    public static EvaluationResult Evaluate(string text, ShellDialect dialect = ShellDialect.Bash)
        => ShellEvaluator.Evaluate(ShellParser.Parse(text, dialect), EvaluationStart.Default);

    /// <summary>All facts of a text, but for variables that are set.</summary>
    public static string Print(string text, ShellDialect dialect = ShellDialect.Bash)
        => string.Join("\n", Evaluate(text, dialect).Facts.Where(static fact => fact is not VariableSet).Select(Print));

    public static string Print(Fact fact) => Body(fact) + (fact.Context == RunContext.None ? "" : $" [{fact.Context}]");

    public static string Print(Value value)
    {
        if (value.Exact is { } exact)
        {
            return Text(exact);
        }

        var text = new StringBuilder();
        foreach (var piece in value.Pieces)
        {
            text.Append(piece.Kind switch
            {
                PieceKind.Text => Text(piece.Text),
                PieceKind.Glob => $"{{{piece.Text}}}",
                PieceKind.Home => $"{{~{piece.Text}}}",
                PieceKind.WorkingDirectory => "{.}",
                PieceKind.Number => "{#}",
                _ => $"{{?{piece.Text}}}",
            });
        }

        return text.ToString();
    }

    private static string Body(Fact fact) => fact switch
    {
        Invocation command => Command(command),
        VariableSet set => $"{(set.IsExported ? "export " : "")}{set.Variable.Name}={Print(set.Variable.Value)}",
        Redirected file => $"{file.Operator}{Print(file.Path)}{Place(file.Directory)}{(file.Content.Exact is { Length: > 0 } text ? " content=" + Text(text) : "")}",
        UnknownProgram program => $"unknown {program.Kind}{(program.Runner.Length == 0 ? "" : " " + program.Runner)}{(program.Origins == Origins.None ? "" : $" ({program.Origins})")}",
        PipedProgram program => $"piped {program.Runner}",
        OptionRuns option => $"option {option.Command} {option.Option}",
        EndlessCopies => "endless",
        HiddenEvaluation hidden => $"hidden {hidden.Shown}",
        _ => fact.ToString(),
    };

    private static string Command(Invocation command)
    {
        var words = new List<string>();
        words.AddRange(command.Variables.Select(static variable => $"{variable.Name}={Print(variable.Value)}"));
        words.Add(Print(command.Command));
        words.AddRange(command.Arguments.Select(Print));
        var input = ReferenceEquals(command.Input, Flow.Outside) ? ""
            : command.Input.Exact is { } text ? $" <{Text(text)}"
            : $" <({(command.Input.Text is { } known ? Print(known) + " " : "")}{command.Input.Origins})";
        return string.Join(' ', words) + Place(command.Directory) + input;
    }

    private static string Place(Value directory) => directory.Pieces is [{ Kind: PieceKind.WorkingDirectory }] ? "" : " @" + Print(directory);

    private static string Text(string text)
        => text.Length > 0 && !text.AsSpan().ContainsAny(Special) ? text : $"'{text.Replace("\n", "\\n", StringComparison.Ordinal)}'";
}
