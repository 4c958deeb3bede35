namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Elements of arrays.</summary>
internal sealed partial class Parser
{
    /// <summary>Reads <c>(a b [5]=c)</c>.</summary>
    private void ReadArray()
    {
        FlushLiteral();
        var start = _at++;
        var mark = _nodes.Count;
        if (TryEnter(start))
        {
            SkipLines();
            while (!EndsWord(Peek()) || BeginsProcess(Peek()))
            {
                _nodes.Add(ReadElement());
                SkipLines();
            }

            if (!TryTake(')'))
            {
                Unexpected("')'");
            }
        }

        _budget.Leave();
        var elements = TakeNodes<Word>(mark);
        _nodes.Add(new ArrayLiteral(SpanOf(start, _at), elements));
    }

    private Word ReadElement()
    {
        var start = _at;
        var mark = _nodes.Count;
        if (Peek() != '[')
        {
            return ReadWord(WordKind.Plain);
        }

        // A bracket at the beginning holds an index, where blanks are ordinary.
        AddLiteral(_at, ++_at, Quoting.None);
        AddText(new TextKind { Open = '[', Close = ']' });
        if (Peek() == ']')
        {
            AddLiteral(_at, ++_at, Quoting.None);
        }
        else
        {
            Unexpected("']'");
        }

        return ReadWordFrom(start, mark, WordKind.Plain);
    }
}
