using System.Text;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Operators that change the text of a value: <c>${x#…} ${x/…} ${x:…} ${x^^} ${x@…}</c>.</summary>
internal sealed partial class Walker
{
    /// <summary>The changed value; null where it is not known.</summary>
    private Value? Transform(ParameterExpansion parameter, Value? value, bool? isSet, Choice? choices, ShellState state, Frame frame)
    {
        var span = frame.SpanOf(parameter);
        var text = value?.Exact ?? (isSet == false ? "" : null);
        switch (parameter.Operator)
        {
            case "#" or "##" or "%" or "%%":
                if (text is null && value is not null && parameter.Operand is { Parts: [LiteralText { Text: "*/" or "/" } path] })
                {
                    return CutPath(value, parameter.Operator, path.Text, span);
                }

                var cut = PatternOf(parameter.Operand, state, frame, choices);
                return text is null || cut is null || !Budget.SpendText((long)text.Length * cut.Length) ? null : Value.Of(Cut(text, cut, parameter.Operator), span);

            case "/" or "//" or "/#" or "/%":
                var pattern = PatternOf(parameter.Operand, state, frame, choices);
                var replacement = parameter.Second is { } second ? Singles(second, state, frame, Tilde.None, choices) : null;
                var by = replacement is null ? "" : replacement is [var one] ? one.Value.Exact : null;
                return text is null || pattern is null || by is null || by.Contains('&') ? null : Replace(text, pattern, by, parameter.Operator) is { } replaced ? Value.Of(replaced, span) : null;

            case "^" or "^^" or "," or ",,":
                var which = parameter.Operand is null or { Parts.Count: 0 } ? null : PatternOf(parameter.Operand, state, frame, choices);
                return text is null || (which is null && parameter.Operand is { Parts.Count: > 0 }) ? null : Value.Of(ChangeCase(text, which, parameter.Operator), span);

            case ":":
                var offset = parameter.Operand is { } first ? Arithmetic(first, state, frame) : 0;
                var length = parameter.Second is { } count ? Arithmetic(count, state, frame) : long.MaxValue;
                if (offset is not { } from || length is not { } most)
                {
                    return null;
                }

                if (text is null)
                {
                    // A path begins with a slash, whatever it is: ${HOME:0:1}.
                    return from == 0 && most == 1 && (value is { Pieces: [{ Kind: PieceKind.Home or PieceKind.WorkingDirectory }, ..] } || parameter.Name is "PATH" or "SHELL" or "OLDPWD" && isSet is null)
                        ? Value.Of("/", span)
                        : null;
                }

                return Substring(text, from, most) is { } part ? Value.Of(part, span) : null;

            case "@":
                return Transform(text, parameter, state, frame);

            default:
                return null;
        }
    }

    private Value? Transform(string? text, ParameterExpansion parameter, ShellState state, Frame frame)
    {
        var span = frame.SpanOf(parameter);
        switch (parameter.Operand)
        {
            case { Parts: [LiteralText { Text: "P" }] }:
                if (text is null)
                {
                    Add(new HiddenEvaluation(span, frame.Context, frame.Shown(parameter)));
                    return null;
                }

                if (MayRun(text))
                {
                    RunHidden(text, state, frame, span);
                    return null;
                }

                return text.Contains('\\') || text.Contains('$') ? null : Value.Of(text, span);

            case { Parts: [LiteralText { Text: "U" }] } when text is not null:
                return Value.Of(text.ToUpperInvariant(), span);

            case { Parts: [LiteralText { Text: "L" }] } when text is not null:
                return Value.Of(ChangeCase(text, null, ",,"), span);

            case { Parts: [LiteralText { Text: "u" }] } when text is not null:
                return Value.Of(ChangeCase(text, null, "^"), span);

            default:
                return null;
        }
    }

    /// <summary><c>${x##*/}</c> and <c>${x%/}</c> of a path that is a pattern: what the shell finds for one has no slash in it.</summary>
    private static Value? CutPath(Value path, string @operator, string pattern, Range span)
        => (@operator, pattern) switch
        {
            ("##", "*/") => PathText.LastPart(path, span),
            ("%" or "%%", "/") when path.Pieces is [.., { Kind: PieceKind.Text } last] && last.Text.EndsWith('/')
                => new([.. path.Pieces.SkipLast(1), .. last.Text.Length > 1 ? [last with { Text = last.Text[..^1] }] : (Piece[])[]], span),
            ("%" or "%%", "/") when path.Pieces is [.., { Kind: PieceKind.Text or PieceKind.Glob }] => new(path.Pieces, span),
            _ => null,
        };

    private static string Cut(string text, TextPattern pattern, string @operator)
    {
        var isSuffix = @operator[0] == '%';
        if (isSuffix)
        {
            text = Reverse(text);
            pattern = pattern.Reversed();
        }

        var (shortest, longest) = pattern.Lengths(text, 0);
        var length = @operator.Length == 2 ? longest : shortest;
        text = length > 0 ? text[length..] : text;
        return isSuffix ? Reverse(text) : text;

        static string Reverse(string text) => string.Create(text.Length, text, static (span, from) =>
        {
            from.CopyTo(span);
            span.Reverse();
        });
    }

    private string? Replace(string text, TextPattern pattern, string by, string @operator)
    {
        if (@operator == "/%")
        {
            // The longest end that fits.
            for (var at = 0; at <= text.Length; at++)
            {
                if (!Budget.SpendText((long)(text.Length - at) * pattern.Length))
                {
                    return null;
                }

                if (pattern.Lengths(text, at).Longest == text.Length - at)
                {
                    return text[..at] + by;
                }
            }

            return text;
        }

        if (@operator == "/#")
        {
            // The longest beginning that fits; an empty one puts the text before.
            return !Budget.SpendText((long)text.Length * pattern.Length) ? null
                : pattern.Lengths(text, 0).Longest is >= 0 and var start ? by + text[start..]
                : text;
        }

        var result = new StringBuilder();
        var from = 0;
        for (var at = 0; at < text.Length || (at == 0 && text.Length == 0); at++)
        {
            if (!Budget.SpendText((long)(text.Length - at) * pattern.Length))
            {
                return null;
            }

            var length = pattern.Lengths(text, at).Longest;
            if (length == 0 && text.Length > 0 && pattern.Length > 0)
            {
                // A pattern that fits nothing at all counts in some places and not in others.
                return null;
            }

            if (length > 0 || (length == 0 && text.Length == 0))
            {
                result.Append(text, from, at - from).Append(by);
                from = at + length;
                if (@operator != "//" || result.Length > 1 << 17)
                {
                    break;
                }

                at = from - 1;
            }
        }

        return result.Append(text, from, text.Length - from).ToString();
    }

    private static string ChangeCase(string text, TextPattern? which, string @operator)
    {
        var changed = text.ToCharArray();
        var count = @operator.Length == 2 ? changed.Length : Math.Min(1, changed.Length);
        for (var at = 0; at < count; at++)
        {
            if (which is null || which.Matches(changed[at].ToString()))
            {
                changed[at] = @operator[0] == '^' ? char.ToUpperInvariant(changed[at]) : char.ToLowerInvariant(changed[at]);
            }
        }

        return new(changed);
    }

    private static string? Substring(string text, long from, long length)
    {
        foreach (var character in text)
        {
            if (char.IsSurrogate(character))
            {
                return null;
            }
        }

        from = from < 0 ? text.Length + from : from;
        if (from < 0 || from > text.Length)
        {
            return "";
        }

        var end = length < 0 ? text.Length + length : Math.Min(from + Math.Min(length, text.Length), text.Length);
        return end < from ? null : text[(int)from..(int)end];
    }
}
