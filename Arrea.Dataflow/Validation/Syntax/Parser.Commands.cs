namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Decides what kind of command begins, and reads what all of them share.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads one command, with its redirections.</summary>
    private CommandNode? Command()
    {
        if (HasFailed)
        {
            return null;
        }

        var start = _at;
        var command = PeekKeyword() switch
        {
            Keyword.Function => KeywordFunction(),
            Keyword.Coproc => Coprocess(),
            _ when BeginsCompound() => Compound(),
            // Behind a bar, time is a word like others.
            Keyword.None or Keyword.Time => Simple(),
            _ => Refuse(start),
        };
        return HasFailed ? null : command;
    }

    private CommandNode? Refuse(int start)
    {
        _at = start;
        Unexpected();
        return null;
    }

    private bool BeginsCompound()
        => Peek() == '('
            || PeekKeyword() is Keyword.OpenBrace or Keyword.If or Keyword.While or Keyword.Until or Keyword.For or Keyword.Select or Keyword.Case or Keyword.OpenTest;

    /// <summary>Reads a compound command. One level, whatever it is.</summary>
    private CommandNode? Compound()
    {
        var start = _at;
        CommandNode? command = null;
        if (TryEnter(start))
        {
            command = Peek() == '(' ? Parenthesis(start) : PeekKeyword() switch
            {
                Keyword.OpenBrace => Group(start),
                Keyword.If => If(start),
                Keyword.While or Keyword.Until => While(start),
                Keyword.For or Keyword.Select => For(start),
                Keyword.Case => Case(start),
                _ => Test(start),
            };
        }

        _budget.Leave();
        return HasFailed ? null : command;
    }

    /// <summary>Reads the redirections behind a compound command.</summary>
    private Redirection[] Redirections()
    {
        var mark = _nodes.Count;
        var end = _at;
        while (true)
        {
            SkipBlanks();
            if (!TryReadRedirection())
            {
                // What was passed to look for one is not part of the command.
                _at = HasFailed ? _at : end;
                return TakeNodes<Redirection>(mark);
            }

            end = _at;
        }
    }

    /// <summary>Reads <c>function NAME</c>, perhaps with parentheses, and its body.</summary>
    private FunctionDefinition? KeywordFunction()
    {
        var start = _at;
        TryTake(Keyword.Function);
        SkipBlanks();
        if (EndsWord(Peek()))
        {
            Unexpected("the name of a function");
            return null;
        }

        var name = NameOf(ReadWord(WordKind.Plain));
        SkipBlanks();
        if (Peek() == '(' && IsEmptyParentheses())
        {
            TakeParentheses();
        }

        return FunctionBody(start, name);
    }

    private bool IsEmptyParentheses()
    {
        var at = Behind(_at + 1);
        while (at < _end && _text[at] is ' ' or '\t')
        {
            at = Behind(at + 1);
        }

        return at < _end && _text[at] == ')';
    }

    private void TakeParentheses()
    {
        TryTake('(');
        SkipBlanks();
        if (!TryTake(')'))
        {
            Unexpected("')'");
        }
    }

    private FunctionDefinition? FunctionBody(int start, string name)
    {
        SkipLines();
        if (HasFailed)
        {
            return null;
        }

        CommandNode? body = null;
        if (BeginsCompound())
        {
            body = Compound();
        }
        else if (!_isBash && TryEnter(start))
        {
            // A plain shell takes any command as the body, so one function may be that of another.
            body = Command();
            _budget.Leave();
        }
        else
        {
            Unexpected("the body of a function");
        }

        return body is null ? null : new FunctionDefinition(SpanOf(start, _at), name, body);
    }

    private CoprocessCommand? Coprocess()
    {
        var start = _at;
        TryTake(Keyword.Coproc);
        SkipBlanks();
        string? name = null;
        if (!BeginsCompound())
        {
            name = TakeCoprocessName();
        }

        var command = HasFailed ? null : BeginsCompound() ? Compound() : PeekKeyword() is Keyword.None or Keyword.Time ? Simple() : Refuse(_at);
        return command is null ? null : new CoprocessCommand(SpanOf(start, _at), name, command);
    }

    /// <summary>Takes a name when a compound command follows it; else the word is that of a simple command.</summary>
    private string? TakeCoprocessName()
    {
        var start = _at;
        var length = _text.AsSpan(_at, _end - _at).IndexOfAny(WordStops);
        if (length <= 0)
        {
            return null;
        }

        _at += length;
        if (Peek() is ' ' or '\t' or '(')
        {
            SkipBlanks();
            if (BeginsCompound())
            {
                return _text[start..(start + length)];
            }

            // Behind what may be a name the grammar has reserved words, which no simple command begins with.
            if (PeekKeyword() is not (Keyword.None or Keyword.Time) && !_text.AsSpan(start, length).Contains('='))
            {
                Refuse(_at);
                return null;
            }
        }

        _at = start;
        return null;
    }

    /// <summary>The name that a word spells; what it is written as when it is not plain.</summary>
    private string NameOf(Word word)
        => word.Parts is [LiteralText literal] ? literal.Text
            : _origin is null ? _text[word.Span] : string.Concat(word.Parts.OfType<LiteralText>().Select(static part => part.Text));
}
