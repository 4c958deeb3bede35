namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Lists of statements, statements and pipelines.</summary>
internal sealed partial class Parser
{
    // Where the last redirection ended, and whether the last statement ended there.
    private int _redirectionEnd = -1;
    private bool _endsInRedirection;

    /// <summary>Reads statements up to what ends a list: the end, a closing parenthesis, the end of a clause, a reserved word.</summary>
    private StatementList List()
    {
        SkipLines();
        var start = _at;
        var end = start;
        var mark = _nodes.Count;
        while (!EndsList() && Statement(out var isOver) is { } statement)
        {
            _nodes.Add(statement);
            end = statement.Span.End.Value;
            SkipBlanks();
            if (!isOver && Peek() != '\n')
            {
                if (_endsInRedirection && Keywords.IsCloser(PeekKeyword()))
                {
                    // A reserved word is none behind another word.
                    Unexpected();
                }

                break;
            }

            SkipLines();
        }

        if (HasUnreadHereDocument && Peek() is -1 or ')')
        {
            FailHereDocument();
        }

        if (_brokenHereDocument is { } from)
        {
            // Its statement, and those behind it on the line, were complete but for the text below.
            while (_nodes.Count > mark && _nodes[^1].Span.End.Value > from)
            {
                _nodes.RemoveAt(_nodes.Count - 1);
            }
        }

        return new StatementList(SpanOf(start, end), TakeNodes<Statement>(mark));
    }

    /// <summary>Reads a list that holds something.</summary>
    private StatementList FullList()
    {
        var list = List();
        if (list.Statements.Count == 0)
        {
            Unexpected("a command");
        }

        return list;
    }

    private bool EndsList()
        => HasFailed || Peek() is -1 or ')' || (Peek() == ';' && PeekSecond() is ';' or '&') || Keywords.IsCloser(PeekKeyword());

    /// <summary>Reads pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, and what ends them, but for a newline.</summary>
    private Statement? Statement(out bool isOver)
    {
        var start = _at;
        var mark = _nodes.Count;
        List<ListOperator>? operators = null;
        isOver = false;
        while (Pipeline() is { } pipeline)
        {
            _nodes.Add(pipeline);
            var end = _at;
            SkipBlanks();
            if (TryTake('&', '&') || TryTake('|', '|'))
            {
                (operators ??= []).Add(_text[_at - 1] == '&' ? ListOperator.And : ListOperator.Or);
                SkipLines();
                continue;
            }

            _endsInRedirection = end == _redirectionEnd;
            var isBackground = TryTake('&');
            isOver = isBackground || (!(PeekSecond() is ';' or '&' && Peek() == ';') && TryTake(';'));
            var statement = new Statement(
                SpanOf(start, isBackground ? _at : end), TakeNodes<CommandPipeline>(mark), operators is null ? [] : operators.AsReadOnly(), isBackground);
            return HasFailed ? null : statement;
        }

        Drop(mark);
        return null;
    }

    /// <summary>Reads commands joined by <c>|</c>, with the words <c>time</c> and <c>!</c> before them.</summary>
    private CommandPipeline? Pipeline()
    {
        var start = _at;
        var mark = _nodes.Count;
        var isTimed = false;
        var isNegated = false;
        var end = start;
        while (PeekKeyword() is Keyword.Time or Keyword.Not)
        {
            var isTime = _keyword == Keyword.Time;
            if (!isTime && isNegated && !_isBash)
            {
                Unexpected();
                return null;
            }

            _at = _keywordEnd;
            end = _at;
            isTimed |= isTime;
            isNegated ^= !isTime;
            SkipBlanks();
            if (isTime)
            {
                SkipTimeOptions(ref end);
            }
        }

        // Both words may stand alone in bash.
        if (end > start && _isBash && (Peek() is -1 or '\n' or ';' || (isTimed && _substitutions > 0 && Peek() == ')')))
        {
            _at = end;
            return new CommandPipeline(SpanOf(start, end), [], isNegated, isTimed);
        }

        while (Command() is { } command)
        {
            _nodes.Add(command);
            end = _at;
            SkipBlanks();
            if (Peek() != '|' || PeekSecond() == '|')
            {
                _at = HasFailed ? _end : end;
                var pipeline = new CommandPipeline(SpanOf(start, end), TakeNodes<CommandNode>(mark), isNegated, isTimed);
                return HasFailed ? null : pipeline;
            }

            _at++;
            if (_isBash)
            {
                TryTake('&');
            }

            SkipLines();
        }

        Drop(mark);
        return null;
    }

    /// <summary>Passes <c>-p</c> and <c>--</c> behind <c>time</c>.</summary>
    private void SkipTimeOptions(ref int end)
    {
        while (Peek() == '-' && PeekSecond() is 'p' or '-' && EndsWord(PeekThird()))
        {
            var isLast = PeekSecond() == '-';
            _at = end = Behind(_at + 1) + 1;
            SkipBlanks();
            if (isLast)
            {
                return;
            }
        }
    }
}
