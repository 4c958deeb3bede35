using System.Buffers;
using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>Says for people what a text would do.</summary>
internal static class FactText
{
    private const int MostLines = 200;
    private const int LongestLine = 1000;

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

    /// <summary>The facts that people want to know of, a line each and each but once, without a full stop. The lines have an end, and so has each.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Fact> facts)
    {
        var lines = new List<string>();
        var told = new HashSet<(Range Span, string Line)>();
        var left = 0;
        foreach (var fact in facts)
        {
            if (What(fact) is not { Length: > 0 } what)
            {
                continue;
            }

            // What a loop does is seen once for each round that is followed.
            var line = what + How(fact.Context);
            if (!told.Add((fact.Span, line)))
            {
                continue;
            }

            if (lines.Count == MostLines)
            {
                left++;
                continue;
            }

            lines.Add(line.Length > LongestLine ? string.Concat(line.AsSpan(0, LongestLine - 1), "…") : line);
        }

        if (left > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"… and {left} more"));
        }

        return lines;
    }

    private static string What(Fact fact) => fact switch
    {
        Invocation invocation => "runs " + Words(invocation) + Where(invocation.Directory) + Reading(invocation.Input),
        VariableSet set => $"sets {set.Variable.Name} to {Shown(set.Variable.Value)}",
        Redirected { Operator: "<" or "<<<" or "<<" or "<<-" } redirected => $"reads {Shown(redirected.Path)}",
        Redirected redirected => $"writes {Shown(redirected.Path)}",
        UnknownProgram unknown => $"runs something that is not known: {unknown.Named}{From(unknown.Origins)}",
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
