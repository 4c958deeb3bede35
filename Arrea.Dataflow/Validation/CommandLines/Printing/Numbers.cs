using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Commands that print numbers, times and names of the machine.</summary>
internal static class Numbers
{
    private const int MostNumbers = 256;

    public static Flow Seq(Printer printer)
    {
        // A number with its sign is no option here.
        var operands = printer.Arguments;
        if (operands.Any(static operand => operand.KnownStart is ['-', not (>= '0' and <= '9' or '.'), ..]))
        {
            // A format, or text between the numbers.
            return Flow.Unknown(Origins.None);
        }

        long? first = operands.Count > 1 ? Of(operands[0]) : 1;
        long? step = operands.Count > 2 ? Of(operands[1]) : 1;
        var last = operands.Count > 0 ? Of(operands[^1]) : null;
        if (first is not { } from || step is not { } by || by == 0 || last is not { } to || Math.Abs((to - from) / by) >= MostNumbers)
        {
            return new Flow(null, [new Value([new Piece(PieceKind.Number, "$(seq)")], printer.Span)], Origins.None);
        }

        var text = new ValueBuilder();
        for (var number = from; by > 0 ? number <= to : number >= to; number += by)
        {
            text.Append(number.ToString(CultureInfo.InvariantCulture)).Append('\n');
        }

        return Flow.Of(text.Take(printer.Span));
    }

    /// <summary>How many lines, words, processors there are.</summary>
    public static Flow Count(Printer printer)
        => printer.Name == "nproc" || printer.Line.Operands.Count == 0 ? One(printer) : Flow.Unknown(Origins.None);

    public static Flow One(Printer printer)
        => Flow.Of(new ValueBuilder().Append(new Piece(PieceKind.Number, $"$({printer.Name})")).Append('\n').Take(printer.Span));

    /// <summary><c>date</c>: the parts of its format that are numbers, and the text between them.</summary>
    public static Flow Date(Printer printer)
    {
        if (printer.Line.Operands is not [{ KnownStart: ['+', ..] } format])
        {
            return Some(printer);
        }

        var text = new ValueBuilder();
        var letters = format.KnownStart;
        for (var at = 1; at < letters.Length; at++)
        {
            if (letters[at] != '%' || at + 1 >= letters.Length)
            {
                text.Append(letters[at]);
                continue;
            }

            at += letters[at + 1] is '-' or '_' or '0' or '^' && at + 2 < letters.Length ? 2 : 1;
            _ = letters[at] switch
            {
                'Y' or 'y' or 'm' or 'd' or 'H' or 'I' or 'M' or 'S' or 's' or 'N' or 'j' or 'e' or 'k' or 'l' or 'u' or 'w' or 'U' or 'V' or 'W' or 'C' or 'G' or 'g'
                    => text.Append(new Piece(PieceKind.Number, $"%{letters[at]}")),
                'F' => text.Append(new Piece(PieceKind.Number, "%Y")).Append('-').Append(new Piece(PieceKind.Number, "%m")).Append('-').Append(new Piece(PieceKind.Number, "%d")),
                'T' => text.Append(new Piece(PieceKind.Number, "%H")).Append(':').Append(new Piece(PieceKind.Number, "%M")).Append(':').Append(new Piece(PieceKind.Number, "%S")),
                'R' => text.Append(new Piece(PieceKind.Number, "%H")).Append(':').Append(new Piece(PieceKind.Number, "%M")),
                '%' => text.Append('%'),
                'n' => text.Append('\n'),
                _ => text.Append(new Piece(PieceKind.Unknown, $"%{letters[at]}", Origins.None, UnknownTraits.NotEmpty)),
            };
        }

        for (var piece = 1; piece < format.Pieces.Count; piece++)
        {
            text.Append(format.Pieces[piece]);
        }

        return Flow.Of(text.Append('\n').Take(printer.Span));
    }

    /// <summary>Names and sizes of the system: one word, and not empty.</summary>
    public static Flow System(Printer printer)
        => printer.Name is "nproc" || (printer.Name == "id" && printer.Line.Has("-u", "-g", "-G") && !printer.Line.Has("-n")) ? One(printer) : Some(printer);

    private static Flow Some(Printer printer)
        => Flow.Of(new ValueBuilder().Append(new Piece(PieceKind.Unknown, $"$({printer.Name})", Origins.None, UnknownTraits.NotEmpty)).Append('\n').Take(printer.Span));

    private static long? Of(Value value)
        => long.TryParse(value.Exact, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is > -int.MaxValue and < int.MaxValue ? number : null;
}
