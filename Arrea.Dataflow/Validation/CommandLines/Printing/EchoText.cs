using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary><c>echo</c>, as bash has it: escapes only with <c>-e</c>.</summary>
internal static class EchoText
{
    public static Flow Of(Printer printer)
    {
        var at = 0;
        var hasEscapes = false;
        var hasEnd = true;
        for (; at < printer.Arguments.Count && printer.Arguments[at].Exact is { Length: > 1 } word && word[0] == '-' && !word.AsSpan(1).ContainsAnyExcept("neE"); at++)
        {
            hasEscapes = word.LastIndexOf('e') > word.LastIndexOf('E') || (hasEscapes && !word.Contains('E', StringComparison.Ordinal));
            hasEnd &= !word.Contains('n', StringComparison.Ordinal);
        }

        var text = new ValueBuilder();
        for (var word = at; word < printer.Arguments.Count; word++)
        {
            text.Append(word == at ? "" : " ");
            foreach (var piece in printer.Arguments[word].Pieces)
            {
                if (!hasEscapes || piece.Kind != PieceKind.Text)
                {
                    text.Append(piece);
                    continue;
                }

                var (part, isCut) = EscapedText.ReadAll(piece.Text, isEcho: true);
                text.Append(piece with { Text = part });
                if (isCut)
                {
                    return Flow.Of(text.Take(printer.Span));
                }
            }
        }

        return Flow.Of(text.Append(hasEnd ? "\n" : "").Take(printer.Span));
    }
}
