namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Redirections.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads a redirection onto the stack, if one begins here.</summary>
    private bool TryReadRedirection()
    {
        var start = _at = Behind(_at);
        TryTakeDescriptor(out var descriptor, out var variable);
        if (BeginsProcess(Peek()) || TakeRedirectionOperator() is not { } text)
        {
            _at = start;
            return false;
        }

        SkipBlanks();
        if (EndsWord(Peek()) && !BeginsProcess(Peek()))
        {
            Unexpected($"a word behind '{text}'");
            return true;
        }

        if (IsDescriptorOfNext(text))
        {
            Unexpected($"a word behind '{text}'");
            return true;
        }

        var target = _isBash && text is "<&" or ">&" && Peek() == '-' ? ReadDash() : ReadWord(WordKind.Plain);
        if (HasFailed)
        {
            return true;
        }

        _redirectionEnd = _at;
        var isDocument = text is "<<" or "<<-";
        var redirection = new Redirection(SpanOf(start, _at), descriptor, variable, text, isDocument ? DelimiterOf(target) : target, null);
        _nodes.Add(redirection);
        if (isDocument)
        {
            Announce(redirection, start);
        }

        return true;
    }

    /// <summary>Reads the sign that closes a descriptor. In bash it ends there: <c>&gt;&amp;-ls</c> closes, and runs <c>ls</c>.</summary>
    private Word ReadDash()
    {
        var mark = _nodes.Count;
        AddLiteral(_at, ++_at, Quoting.None);
        return FinishWord(_at - 1, mark);
    }

    /// <summary>Whether what seems to be the target is the descriptor of another redirection, as in <c>&lt; 3&gt; f</c>.</summary>
    private bool IsDescriptorOfNext(string text)
    {
        var start = _at;
        var isDescriptor = TryTakeDescriptor(out var number, out _) && !BeginsProcess(Peek());
        _at = start;
        return isDescriptor && !(_isBash && number is not null && text is "<&" or ">&");
    }

    private string? TakeRedirectionOperator()
    {
        switch (Peek())
        {
            case '<':
                _at++;
                return Peek() switch
                {
                    '<' => TakeHereOperator(),
                    '&' => Taken("<&"),
                    '>' => Taken("<>"),
                    _ => "<",
                };
            case '>':
                _at++;
                return Peek() switch
                {
                    '>' => Taken(">>"),
                    '&' => Taken(">&"),
                    '|' => Taken(">|"),
                    _ => ">",
                };
            case '&' when _isBash && PeekSecond() == '>':
                TryTake('&', '>');
                return Peek() == '>' ? Taken("&>>") : "&>";
            default:
                return null;
        }
    }

    private string TakeHereOperator()
    {
        _at++;
        return Peek() switch
        {
            '-' => Taken("<<-"),
            '<' when _isBash => Taken("<<<"),
            _ => "<<",
        };
    }

    private string Taken(string text)
    {
        _at++;
        return text;
    }
}
