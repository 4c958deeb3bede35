namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Compound commands. Each is called at its first word.</summary>
internal sealed partial class Parser
{
    private CommandNode? Parenthesis(int start)
    {
        if (_isBash && PeekSecond() == '(')
        {
            var open = _at;
            TryTake('(', '(');
            if (TryReadArithmetic(open) is { } expression)
            {
                var redirected = Redirections();
                return new ArithmeticCommand(SpanOf(start, _at), expression, redirected);
            }

            _at = HasFailed ? _end : open;
        }

        TryTake('(');
        var body = FullList();
        if (!TryTake(')'))
        {
            Unexpected("')'");
        }

        var redirections = Redirections();
        return new SubshellCommand(SpanOf(start, _at), body, redirections);
    }

    private GroupCommand Group(int start)
    {
        TryTake(Keyword.OpenBrace);
        var body = FullList();
        Expect(Keyword.CloseBrace, "}");
        var redirections = Redirections();
        return new GroupCommand(SpanOf(start, _at), body, redirections);
    }

    private IfCommand If(int start)
    {
        var mark = _nodes.Count;
        StatementList? otherwise = null;
        var branch = start;
        TryTake(Keyword.If);
        while (!HasFailed)
        {
            var condition = FullList();
            Expect(Keyword.Then, "then");
            var body = FullList();
            _nodes.Add(new ConditionalBranch(SpanOf(branch, _at), condition, body));
            SkipBlanks();
            branch = _at;
            if (!TryTake(Keyword.Elif))
            {
                break;
            }
        }

        if (TryTake(Keyword.Else))
        {
            otherwise = FullList();
        }

        Expect(Keyword.Fi, "fi");
        var branches = TakeNodes<ConditionalBranch>(mark);
        var redirections = Redirections();
        return new IfCommand(SpanOf(start, _at), branches, otherwise, redirections);
    }

    private WhileCommand While(int start)
    {
        var isUntil = PeekKeyword() == Keyword.Until;
        _at = _keywordEnd;
        var condition = FullList();
        var body = DoGroup();
        var redirections = Redirections();
        return new WhileCommand(SpanOf(start, _at), isUntil, condition, body, redirections);
    }

    private StatementList DoGroup()
    {
        Expect(Keyword.Do, "do");
        var body = FullList();
        Expect(Keyword.Done, "done");
        return body;
    }

    /// <summary>Reads the body of a loop over words: <c>do … done</c>, in bash also braces.</summary>
    private StatementList LoopBody()
    {
        SkipLines();
        if (!_isBash || !TryTake(Keyword.OpenBrace))
        {
            return DoGroup();
        }

        var body = FullList();
        Expect(Keyword.CloseBrace, "}");
        return body;
    }

    private CommandNode For(int start)
    {
        var isSelect = PeekKeyword() == Keyword.Select;
        _at = _keywordEnd;
        SkipBlanks();
        if (_isBash && !isSelect && TryTake('(', '('))
        {
            return ArithmeticFor(start);
        }

        if (!IsNameStart(Peek()))
        {
            Unexpected("the name of a variable");
        }

        var variable = TakeName();
        if (!EndsWord(Peek()))
        {
            Unexpected("the name of a variable");
        }

        var words = LoopWords(out var isOver);
        var body = isOver ? LoopBody() : DoGroup();
        var redirections = Redirections();
        return new ForCommand(SpanOf(start, _at), isSelect, variable, words, body, redirections);
    }

    /// <summary>Reads the words of a loop; says whether a newline or a semicolon stands before its body, which may have braces then.</summary>
    private Word[]? LoopWords(out bool isOver)
    {
        SkipBlanks();
        isOver = Peek() is ';' or '\n';
        if (Peek() == ';')
        {
            _at++;
            return null;
        }

        SkipLines();
        if (!TryTake(Keyword.In))
        {
            return null;
        }

        isOver = true;
        var mark = _nodes.Count;
        SkipBlanks();
        while (!EndsWord(Peek()) || BeginsProcess(Peek()))
        {
            _nodes.Add(ReadWord(WordKind.Plain));
            SkipBlanks();
        }

        if (Peek() != '\n' && (PeekSecond() == ';' || !TryTake(';')))
        {
            Unexpected("';'");
        }

        return TakeNodes<Word>(mark);
    }

    private ArithmeticForCommand ArithmeticFor(int start)
    {
        var initial = ReadStep(';');
        var condition = ReadStep(';');
        var step = ReadStep(')');
        if (!TryTake(')'))
        {
            Unexpected("'))'");
        }

        SkipBlanks();
        if (Peek() == ';' && PeekSecond() != ';')
        {
            _at++;
        }

        var body = LoopBody();
        var redirections = Redirections();
        return new ArithmeticForCommand(SpanOf(start, _at), initial, condition, step, body, redirections);
    }

    private CaseCommand Case(int start)
    {
        TryTake(Keyword.Case);
        SkipBlanks();
        if (EndsWord(Peek()) && !BeginsProcess(Peek()))
        {
            Unexpected("a word");
        }

        var subject = ReadWord(WordKind.Plain);
        SkipLines();
        Expect(Keyword.In, "in");
        SkipLines();
        var mark = _nodes.Count;
        while (!HasFailed && PeekKeyword() != Keyword.Esac)
        {
            if (Clause() is not { } clause)
            {
                break;
            }

            _nodes.Add(clause);
            SkipLines();
            if (clause.Terminator.Length == 0)
            {
                break;
            }
        }

        Expect(Keyword.Esac, "esac");
        var clauses = TakeNodes<CaseClause>(mark);
        var redirections = Redirections();
        return new CaseCommand(SpanOf(start, _at), subject, clauses, redirections);
    }

    private CaseClause? Clause()
    {
        var start = _at;
        TryTake('(');
        var patterns = Patterns();
        if (!TryTake(')'))
        {
            Unexpected("')'");
        }

        var body = List();
        var terminator = ClauseTerminator();
        return HasFailed ? null : new CaseClause(SpanOf(start, _at), patterns, body, terminator);
    }

    private Word[] Patterns()
    {
        var mark = _nodes.Count;
        do
        {
            SkipBlanks();
            if (EndsWord(Peek()) && !BeginsProcess(Peek()))
            {
                Unexpected("a pattern");
                break;
            }

            _nodes.Add(ReadWord(WordKind.Plain));
            SkipBlanks();
        }
        while (TryTake('|'));
        return TakeNodes<Word>(mark);
    }

    private string ClauseTerminator()
    {
        SkipBlanks();
        if (TryTake(';', ';'))
        {
            return _isBash && TryTake('&') ? ";;&" : ";;";
        }

        return _isBash && TryTake(';', '&') ? ";&" : "";
    }
}
