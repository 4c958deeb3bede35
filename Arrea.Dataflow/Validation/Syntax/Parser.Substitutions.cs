using System.Text;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>What runs inside a word: <c>$( )</c>, backticks, <c>&lt;( )</c>; and arithmetic, which may look like the first.</summary>
internal sealed partial class Parser
{
    // Where (( turned out not to begin arithmetic, so that nobody tries again; and where the first of the two ends, as far as parentheses are counted.
    private Dictionary<int, int>? _noArithmetic;

    private int _substitutions;

    /// <summary>Reads <c>$(…)</c> or <c>$((…))</c>.</summary>
    private void ReadSubstitution(int start, int open, bool isQuoted)
    {
        FlushLiteral();
        if (!TryEnter(start))
        {
            _budget.Leave();
            return;
        }

        _at = open;
        if (TryTake('(', '('))
        {
            if (TryReadArithmetic(open) is { } expression)
            {
                _nodes.Add(new ArithmeticExpansion(SpanOf(start, _at), isQuoted, expression));
                _budget.Leave();
                return;
            }

            if (!_isBash)
            {
                Fail(start, _at, "An arithmetic expansion has no end.");
            }

            _at = HasFailed ? _end : open;
        }

        var body = Parenthesised(start);
        if (!HasFailed && _noArithmetic?.TryGetValue(open, out var end) == true && end != _at)
        {
            // bash looks for the end of $(( by its parentheses alone, whatever stands between them.
            Fail(start, _at, "A substitution ends elsewhere than the parentheses of $(( do.");
        }

        _nodes.Add(new CommandSubstitution(SpanOf(start, _at), isQuoted, body, isBackquoted: false));
        _budget.Leave();
    }

    /// <summary>Reads <c>&lt;(…)</c> or <c>&gt;(…)</c>.</summary>
    private void ReadProcess()
    {
        FlushLiteral();
        var start = _at;
        if (TryEnter(start))
        {
            _at++;
            var body = Parenthesised(start);
            _nodes.Add(new ProcessSubstitution(SpanOf(start, _at), _text[start] == '<', body));
        }

        _budget.Leave();
    }

    /// <summary>Reads a list and the parentheses around it. Here-documents do not reach over them.</summary>
    private StatementList Parenthesised(int start)
    {
        TryTake('(');
        var outer = _firstPendingHereDocument;
        _firstPendingHereDocument = _pendingHereDocuments.Count;
        _substitutions++;
        var body = List();
        _substitutions--;
        _firstPendingHereDocument = outer;
        if (!HasFailed && !TryTake(')'))
        {
            if (Peek() < 0)
            {
                Fail(start, _end, "A substitution has no end.");
            }
            else
            {
                Unexpected("')'");
            }
        }

        return body;
    }

    /// <summary>Reads arithmetic and the two parentheses behind it. Null, and nothing read, where it is not arithmetic after all.</summary>
    private Word? TryReadArithmetic(int open)
    {
        if (_noArithmetic?.ContainsKey(open) == true)
        {
            return null;
        }

        var start = _at;
        var mark = _nodes.Count;
        var end = _end;
        var pending = _pendingHereDocuments.Count;
        var kind = new TextKind { Open = '(', Close = ')', IsArithmetic = true };
        var word = ReadText(kind);
        if (!HasFailed && TryTake(')', ')'))
        {
            return word;
        }

        TryTake(')');
        ReadText(kind);
        var counted = !HasFailed && TryTake(')') ? _at : -1;

        if (_problem is { IsBudget: true } || !_budget.TryCharge(_at - start))
        {
            GiveUp(start);
            return null;
        }

        _problem = null;
        _at = start;
        _end = end;
        _brokenHereDocument = null;
        DropLiteral();
        Drop(mark);
        _pendingHereDocuments.RemoveRange(pending, _pendingHereDocuments.Count - pending);
        (_noArithmetic ??= []).Add(open, counted);
        return null;
    }

    /// <summary>Reads one of the three expressions of a loop, and the character behind it.</summary>
    private Word ReadStep(char close)
    {
        while (Peek() is ' ' or '\t' or '\n')
        {
            _at++;
        }

        var word = ReadText(new TextKind { Open = '(', Close = ')', Stop = ';', IsArithmetic = true });
        if (!TryTake(close))
        {
            Unexpected($"'{close}'");
        }

        return word;
    }

    /// <summary>Reads <c>`…`</c>: up to the next backtick that is not escaped, then what stands between as a text.</summary>
    private void ReadBackquotes(bool isQuoted)
    {
        FlushLiteral();
        var start = _at;
        var end = start + 1;
        var hasEscapes = false;
        while (end < _end && _text[end] != '`')
        {
            var isEscape = _text[end] == '\\';
            hasEscapes |= isEscape;
            end += isEscape ? 2 : 1;
        }

        if (end >= _end)
        {
            Fail(start, _end, "A backtick has no end.");
            return;
        }

        if (!TryEnter(start) || !_budget.TryCharge(end - start))
        {
            _budget.Leave();
            GiveUp(start);
            return;
        }

        var body = hasEscapes ? ReadUnescaped(start, end, isQuoted) : ReadPart(start + 1, end);
        _at = HasFailed ? _end : end + 1;
        _nodes.Add(new CommandSubstitution(SpanOf(start, end + 1), isQuoted, body, isBackquoted: true));
        _budget.Leave();
    }

    /// <summary>Reads statements from a part of the text.</summary>
    private StatementList ReadPart(int start, int end)
    {
        var outerEnd = _end;
        var outerPending = _firstPendingHereDocument;
        _firstPendingHereDocument = _pendingHereDocuments.Count;
        _at = start;
        _end = end;
        var body = WholeList();
        _end = outerEnd;
        _firstPendingHereDocument = outerPending;
        return body;
    }

    private StatementList ReadUnescaped(int start, int end, bool isQuoted)
    {
        var text = new StringBuilder(end - start);
        for (var i = start + 1; i < end; i++)
        {
            if (_text[i] == '\\' && (_text[i + 1] is '$' or '`' or '\\' || (isQuoted && _text[i + 1] == '"')))
            {
                i++;
            }

            text.Append(_text[i]);
        }

        var inner = new Parser(text.ToString(), this, SpanOf(start, end + 1));
        var body = inner.WholeList();
        _problem ??= inner._problem;
        return body;
    }
}
