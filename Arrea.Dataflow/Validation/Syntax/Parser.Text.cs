using System.Buffers;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Text between brackets of some kind, where blanks and operators are ordinary: operands, arithmetic, subscripts.</summary>
internal sealed partial class Parser
{
    private static readonly SearchValues<char> TextStops = SearchValues.Create("$`\"'\\<>(){}[]/:;");

    /// <summary>How a piece of text ends, and what is special in it.</summary>
    private readonly struct TextKind
    {
        /// <summary>The character that ends it.</summary>
        public char Close { get; init; }

        /// <summary>Another one that ends it; NUL for none.</summary>
        public char Stop { get; init; }

        /// <summary>What makes one more closing character belong to the text; NUL for nothing.</summary>
        public char Open { get; init; }

        /// <summary>Whether it is that of an operand in double quotes.</summary>
        public bool IsQuoted { get; init; }

        /// <summary>Whether it is a number to compute, where <c>&lt;(</c> is no process.</summary>
        public bool IsArithmetic { get; init; }
    }

    /// <summary>Reads text up to the character that ends it, which stays.</summary>
    private Word ReadText(in TextKind kind)
    {
        FlushLiteral();
        Peek();
        var start = _at;
        var mark = _nodes.Count;
        AddText(kind);
        return FinishWord(start, mark);
    }

    private void AddText(in TextKind kind)
    {
        var quoting = kind.IsQuoted ? Quoting.Double : Quoting.None;

        // What opened around a stop hides it, as in ${x:(a?b:c):d}.
        var closing = kind.Open == '(' ? ')' : kind.Close;
        var depth = 0;
        var shielded = -1;
        while (true)
        {
            AddRun(TextStops, quoting);
            var next = Peek();
            if (next == '\'' && kind.IsQuoted && _isBash && _at > shielded)
            {
                // bash does not look for the end of the expansion between single quotes, though they stay in its value.
                shielded = EndOfShield();
                continue;
            }

            if (next < 0 || (_at >= shielded && IsEnd(next, depth, kind)))
            {
                return;
            }

            if (next is '$' or '`' or '"' or '\'' or '\\')
            {
                AddSpecial(next, kind);
            }
            else if (!kind.IsArithmetic && !kind.IsQuoted && BeginsProcess(next))
            {
                ReadProcess();
            }
            else
            {
                depth += next == kind.Open && next != 0 ? 1 : next == closing && depth > 0 ? -1 : 0;
                AddLiteral(_at, ++_at, quoting);
            }
        }
    }

    // A semicolon parts the expressions of a loop, also in parentheses.
    private static bool IsEnd(int next, int depth, in TextKind kind)
        => (depth == 0 && (next == kind.Close || (next == kind.Stop && next != 0))) || (next == ';' && kind.Stop == ';');

    /// <summary>Adds a single quote that stands for itself, and finds its partner.</summary>
    private int EndOfShield()
    {
        var start = _at;
        AddLiteral(_at, ++_at, Quoting.Double);
        var length = _text.AsSpan(_at, _end - _at).IndexOf('\'');
        if (length < 0)
        {
            Fail(start, _end, "A single quote has no end.");
        }

        return _at + Math.Max(0, length);
    }

    private void AddSpecial(int next, in TextKind kind)
    {
        switch (next)
        {
            case '$':
                ReadDollar(kind.IsQuoted);
                break;
            case '`':
                ReadBackquotes(kind.IsQuoted);
                break;
            case '"':
                ReadDoubleQuotes();
                break;
            case '\'' when kind.IsQuoted || (kind.IsArithmetic && !_isBash):
                AddLiteral(_at, ++_at, kind.IsQuoted ? Quoting.Double : Quoting.None);
                break;
            case '\'':
                ReadSingleQuotes();
                break;
            case '\\' when kind.IsQuoted && !(_at + 1 < _end && _text[_at + 1] == '"'):
                ReadQuotedEscape('}');
                break;
            default:
                ReadEscape();
                break;
        }
    }

    /// <summary>Reads <c>[…]</c> with both brackets; the word is what stands between them.</summary>
    /// <param name="isArithmetic">Whether <c>&lt;(</c> is no process there: not so in an index.</param>
    private Word ReadBrackets(bool isArithmetic = false)
    {
        var start = _at;
        TryTake('[');
        if (!TryEnter(start))
        {
            _budget.Leave();
            return new Word(SpanOf(start, _at), []);
        }

        var word = ReadText(new TextKind { Open = '[', Close = ']', IsArithmetic = isArithmetic });
        if (!HasFailed && !TryTake(']'))
        {
            Fail(start, _end, "A bracket has no end.");
        }

        _budget.Leave();
        return word;
    }
}
