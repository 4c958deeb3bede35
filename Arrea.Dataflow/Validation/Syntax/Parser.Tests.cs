namespace Arrea.Dataflow.Validation.Syntax;

/// <summary><c>[[ … ]]</c>.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads operands and operators in order, and checks that they make an expression.</summary>
    private TestCommand Test(int start)
    {
        TryTake(Keyword.OpenTest);
        var mark = _nodes.Count;
        var depth = 0;
        while (!HasFailed)
        {
            // An operand is due here.
            SkipLines();
            if (Peek() == '(')
            {
                AddSign(1);
                depth++;
                continue;
            }

            if (EndsWord(Peek()) && !BeginsProcess(Peek()))
            {
                Unexpected("an expression");
                break;
            }

            var word = AddWord(WordKind.Plain);
            if (word == "!")
            {
                continue;
            }

            ReadPredicate(word);
            SkipLines();
            while (depth > 0 && Peek() == ')')
            {
                AddSign(1);
                depth--;
                SkipLines();
            }

            if ((Peek() == '&' && PeekSecond() == '&') || (Peek() == '|' && PeekSecond() == '|'))
            {
                AddSign(2);
                continue;
            }

            if (depth > 0 || !IsTestEnd())
            {
                Unexpected(depth > 0 ? "')'" : "']]'");
            }

            break;
        }

        if (!HasFailed)
        {
            TakeTestEnd();
        }

        var words = TakeNodes<Word>(mark);
        var redirections = Redirections();
        return new TestCommand(SpanOf(start, _at), words, redirections);
    }

    /// <summary>Reads what follows the first word of a predicate.</summary>
    private void ReadPredicate(string? first)
    {
        if (first == "]]")
        {
            Fail(_at - 2, _at, "An expression is missing before ']]'.");
            return;
        }

        SkipBlanks();
        if (IsUnary(first))
        {
            if (IsTestEnd() || (EndsWord(Peek()) && !BeginsProcess(Peek())))
            {
                Unexpected($"an operand of {first}");
                return;
            }

            AddWord(WordKind.Plain);
            return;
        }

        if (Peek() is '<' or '>' && !BeginsProcess(Peek()))
        {
            AddSign(1);
            AddRightOperand(WordKind.Plain);
        }
        else if (!IsTestEnd() && Peek() is not ('&' or '|' or ')' or -1))
        {
            var isBare = EndsWord(Peek()) && !BeginsProcess(Peek());
            var start = _at;
            var sign = isBare ? null : AddWord(WordKind.Plain);
            if (!IsBinary(sign))
            {
                _at = HasFailed ? _end : start;
                Unexpected("an operator");
                return;
            }

            AddRightOperand(sign switch
            {
                "=~" => WordKind.Regex,
                "==" or "=" or "!=" => WordKind.Pattern,
                _ => WordKind.Plain,
            });
        }
    }

    private void AddRightOperand(WordKind kind)
    {
        SkipBlanks();
        var next = Peek();
        var isRegex = kind == WordKind.Regex && next is '(' or '|';
        if (EndsWord(next) && !BeginsProcess(next) && !isRegex)
        {
            Unexpected("an operand");
            return;
        }

        AddWord(kind);
    }

    /// <summary>Adds a word, and tells its text where that is plain.</summary>
    private string? AddWord(WordKind kind)
    {
        var word = ReadWord(kind);
        _nodes.Add(word);
        return word.Parts is [LiteralText { Quoting: Quoting.None } literal] ? literal.Text : null;
    }

    private void AddSign(int length)
    {
        var start = _at;
        var text = _text[start..(start + 1)];
        _at = length == 1 ? start + 1 : Behind(start + 1) + 1;
        _nodes.Add(new Word(SpanOf(start, _at), [new LiteralText(SpanOf(start, _at), length == 1 ? text : text + text, Quoting.None)]));
    }

    private bool IsTestEnd() => Peek() == ']' && PeekSecond() == ']' && EndsWord(PeekThird());

    private void TakeTestEnd() => TryTake(']', ']');

    private static bool IsUnary(string? word)
        => word is ['-', var letter] && "abcdefghkprstuwxGLNOSovRnz".Contains(letter, StringComparison.Ordinal);

    private static bool IsBinary(string? word)
        => word is "=" or "==" or "!=" or "=~" or "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef";
}
