using System.Buffers;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>GNU <c>parallel</c>: a template with values in it, or each input as a command.</summary>
internal static class ParallelRuns
{
    private const int MostCommands = 32;
    private const int MostWords = 4096;
    private static readonly SearchValues<char> Special = SearchValues.Create("'\"\\$`;&|<>()*?[~#\n");

    public static void Find(InnerFinder inner)
    {
        var line = inner.Line;
        if (line.Has("--help", "--version", "--citation", "--dry-run", "--dryrun", "--shebang-wrap"))
        {
            return;
        }

        var operands = line.Operands;
        var at = 0;
        while (at < operands.Count && !IsSource(operands[at]))
        {
            at++;
        }

        Value[] template = [.. operands.Take(at)];
        if (line.Has("--pipe", "--pipepart", "--spreadstdin"))
        {
            Run(inner, template, null, inner.Invocation.Input);
            return;
        }

        var values = at < operands.Count ? ValuesOf(operands, at)
            : line.ValueOf("-a", "--arg-file") is not null ? [Unknown(inner, Origins.File)]
            : inner.Name == "sem" ? []
            : InputOf(inner, template.Length == 0);
        if (template.Length == 0)
        {
            // Each value is a command of its own.
            foreach (var value in values)
            {
                inner.Text(value);
            }

            return;
        }

        if (values.Count == 0)
        {
            Run(inner, template, null, null);
        }

        // A long template is filled a few times only: the values land in the same places.
        foreach (var value in values.Take(Math.Clamp(MostWords / template.Length, 2, MostCommands)))
        {
            Run(inner, template, value, null);
        }
    }

    private static bool IsSource(Value operand) => operand.Exact is ":::" or "::::" or ":::+" or "::::+";

    private static List<Value> ValuesOf(IReadOnlyList<Value> operands, int from)
    {
        // Of several sources each value is taken for itself: what is judged is where a value lands, not the product.
        var values = new List<Value>();
        var isFile = false;
        for (var at = from; at < operands.Count && values.Count < MostCommands; at++)
        {
            if (IsSource(operands[at]))
            {
                isFile = operands[at].Exact is "::::" or "::::+";
            }
            else
            {
                values.Add(isFile ? Values.Unknown(operands[at].ToString(), Origins.File, operands[at].Span) : operands[at]);
            }
        }

        return values;
    }

    private static List<Value> InputOf(InnerFinder inner, bool isProgram)
    {
        var input = inner.Invocation.Input;
        if (input.Text is { } text)
        {
            return [.. Values.Split(text, inner.Line.Has("-0", "--null") ? "\0" : "\n", keepEmpty: false, MostCommands)];
        }

        if (isProgram)
        {
            inner.Input(isShell: true);
            return [];
        }

        return input.Items is { Count: > 0 } items ? [.. items] : [Unknown(inner, input.Origins)];
    }

    private static Value Unknown(InnerFinder inner, Origins origins)
        => Values.Unknown("its input", origins, inner.Invocation.Command.Span);

    private static void Run(InnerFinder inner, Value[] template, Value? value, Flow? input)
    {
        if (template.Length == 0)
        {
            return;
        }

        // A shell reads the template; without anything that is special to it, its words are what stands between the blanks.
        var isText = Array.Exists(template, IsSpecial);
        IReadOnlyList<Value> words = isText ? template : [.. template.SelectMany(static word => Values.Contains(word, " ") ? Values.Split(word, " \t", keepEmpty: false, 64) : [word])];
        if (value is not null)
        {
            words = words.Any(static word => Values.Contains(word, "{")) ? [.. words.Select(word => Fill(word, value))] : [.. words, value];
        }

        if (isText)
        {
            inner.Text(Values.Join(words, " "), input: input);
        }
        else
        {
            inner.Command(words, input: input);
        }
    }

    private static Value Fill(Value word, Value value)
    {
        if (!Values.Contains(word, "{"))
        {
            return word;
        }

        foreach (var token in (ReadOnlySpan<string>)["{}", "{.}", "{/}", "{//}", "{/.}", "{1}", "{2}", "{3}", "{4}"])
        {
            word = Values.Replace(word, token, value);
        }

        return word;
    }

    private static bool IsSpecial(Value word)
        => word.Pieces.Any(static piece => piece.Kind == PieceKind.Text && piece.Text.AsSpan().ContainsAny(Special));
}
