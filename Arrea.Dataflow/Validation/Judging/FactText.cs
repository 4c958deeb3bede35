using System.Buffers;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>Says for people what a text would do.</summary>
internal static class FactText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(" \t\n;&|<>()'\"\\");

    private static readonly (RunContext Context, string Text)[] Contexts =
    [
        (RunContext.OtherUser, "as another user"), (RunContext.Remote, "on another machine"), (RunContext.Container, "in a container"),
        (RunContext.Substitution, "in a substitution"), (RunContext.Background, "in the background"), (RunContext.ByOption, "because an option says so"),
        (RunContext.Uncalled, "in a function that is not called"), (RunContext.Later, "later"), (RunContext.Code, "from the code of another language"),
    ];

    private static readonly (Origins Origin, string Text)[] Sources =
    [
        (Origins.Network, "the network"), (Origins.Decoder, "something decoded"), (Origins.Secret, "a file with a secret"),
        (Origins.File, "a file"), (Origins.Outside, "outside"), (Origins.Program, "another program"),
    ];

    /// <summary>A fact as a line, without a full stop; empty for one that only helps others.</summary>
    public static string Of(Fact fact) => What(fact) + How(fact.Context);

    private static string What(Fact fact) => fact switch
    {
        Invocation invocation => "runs " + Words(invocation) + Where(invocation.Directory) + Reading(invocation.Input),
        VariableSet set => $"sets {set.Variable.Name} to {Shown(set.Variable.Value)}",
        Redirected { Operator: "<" or "<<<" or "<<" or "<<-" } redirected => $"reads {Shown(redirected.Path)}",
        Redirected redirected => $"writes {Shown(redirected.Path)}",
        UnknownProgram unknown => $"runs something that is not known{(unknown.Shown.Length > 0 ? $": {unknown.Shown}" : "")}{From(unknown.Origins)}",
        PipedProgram piped => $"{piped.Runner} reads its program from a pipe",
        OptionRuns option => $"{option.Command} runs what its option {option.Option} says",
        EndlessCopies => "starts copies of itself without end",
        HiddenEvaluation hidden => $"evaluates {hidden.Shown}",
        _ => "",
    };

    private static string Words(Invocation invocation)
        => string.Join(' ', [.. invocation.Variables.Select(static variable => $"{variable.Name}={Shown(variable.Value)}"), Shown(invocation.Command), .. invocation.Arguments.Select(Shown)]);

    private static string Shown(Value value)
    {
        var text = value.ToString();
        return text.Length == 0 || text.AsSpan().ContainsAny(Special) ? $"'{text}'" : text;
    }

    private static string Where(Value directory) => directory.Pieces is [] or [{ Kind: PieceKind.WorkingDirectory }] || directory.Exact == "." ? "" : $" in {Shown(directory)}";

    private static string Reading(Flow input) => (input.Origins & (Origins.Network | Origins.Decoder | Origins.Secret)) == 0 ? "" : $" reading{From(input.Origins)}";

    private static string From(Origins origins)
        => string.Join(" and", Sources.Where(source => origins.HasFlag(source.Origin)).Select(static source => $" from {source.Text}"));

    private static string How(RunContext context)
        => string.Concat(Contexts.Where(pair => context.HasFlag(pair.Context)).Select(static pair => $", {pair.Text}"));
}
