namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Here-documents: announced in a line, read behind its end.</summary>
internal sealed partial class Parser
{
    private readonly List<PendingHereDocument> _pendingHereDocuments = [];

    // Those before it belong to a line around the substitution that is read now.
    private int _firstPendingHereDocument;

    // Where the statement stands whose here-document does not parse.
    private int? _brokenHereDocument;

    private sealed record PendingHereDocument(Redirection Redirection, int Start, string Delimiter, bool IsQuoted, bool StripsTabs);

    private bool HasUnreadHereDocument => _pendingHereDocuments.Count > _firstPendingHereDocument;

    /// <summary>Takes a word for a delimiter: it is not expanded, so a dollar in it is a dollar.</summary>
    private Word DelimiterOf(Word word)
    {
        if (word.Parts is [LiteralText])
        {
            return word;
        }

        var text = string.Concat(word.Parts.Select(part => part is LiteralText literal ? literal.Text : _origin is null ? _text[part.Span] : ""));
        var isQuoted = word.Parts.Any(static part => part is LiteralText { IsQuoted: true });
        return new Word(word.Span, [new LiteralText(word.Span, text, isQuoted ? Quoting.Single : Quoting.None)]);
    }

    private void Announce(Redirection redirection, int start)
    {
        var delimiter = (LiteralText)redirection.Target.Parts[0];
        _pendingHereDocuments.Add(new PendingHereDocument(redirection, start, delimiter.Text, delimiter.IsQuoted, redirection.Operator == "<<-"));
    }

    /// <summary>Leaves out the statements whose here-documents the parse did not reach.</summary>
    private StatementList WithoutUnread(StatementList list)
    {
        var from = _pendingHereDocuments[_firstPendingHereDocument].Start;
        return new StatementList(list.Span, [.. list.Statements.TakeWhile(statement => statement.Span.End.Value <= from)]);
    }

    private void FailHereDocument()
    {
        var pending = _pendingHereDocuments[_firstPendingHereDocument];
        FailHereDocument(pending);
    }

    private void FailHereDocument(PendingHereDocument pending)
    {
        _problem ??= new SyntaxProblem(pending.Redirection.Span, $"The here-document has no end '{(pending.Delimiter.Length <= MaxQuoted ? pending.Delimiter : pending.Delimiter[..MaxQuoted])}'.", IsBudget: false);
        _at = _end;
        _brokenHereDocument = pending.Start;
        _pendingHereDocuments.RemoveRange(_firstPendingHereDocument, _pendingHereDocuments.Count - _firstPendingHereDocument);
    }

    /// <summary>Reads the texts of what the line before announced.</summary>
    private void ReadHereDocuments()
    {
        if (!HasUnreadHereDocument)
        {
            return;
        }

        for (var i = _firstPendingHereDocument; i < _pendingHereDocuments.Count; i++)
        {
            var pending = _pendingHereDocuments[i];
            ReadHereDocument(pending);
            if (HasFailed)
            {
                _brokenHereDocument = pending.Start;
                break;
            }
        }

        _pendingHereDocuments.RemoveRange(_firstPendingHereDocument, _pendingHereDocuments.Count - _firstPendingHereDocument);
    }

    private void ReadHereDocument(PendingHereDocument pending)
    {
        var start = _at;
        for (var line = start; line < _end; line = NextLine(line, pending.IsQuoted))
        {
            if (EndOfDelimiter(line, pending) is var behind and >= 0)
            {
                ReadBody(pending, start, line);
                _at = HasFailed ? _end : behind;
                return;
            }
        }

        FailHereDocument(pending);
    }

    /// <summary>The beginning of the next line. Where the delimiter is not quoted, a backslash joins lines.</summary>
    private int NextLine(int line, bool isQuoted)
    {
        while (true)
        {
            var length = _text.AsSpan(line, _end - line).IndexOf('\n');
            if (length < 0)
            {
                return _end;
            }

            var newline = line + length;
            var backslashes = 0;
            while (!isQuoted && backslashes < length && _text[newline - 1 - backslashes] == '\\')
            {
                backslashes++;
            }

            line = newline + 1;
            if (backslashes % 2 == 0)
            {
                return line;
            }
        }
    }

    /// <summary>Where the text goes on behind a line that is the delimiter; -1 when it is another line.</summary>
    private int EndOfDelimiter(int line, PendingHereDocument pending)
    {
        var at = line;
        while (pending.StripsTabs && at < _end && _text[at] == '\t')
        {
            at++;
        }

        foreach (var character in pending.Delimiter)
        {
            at = pending.IsQuoted ? at : Behind(at);
            if (at >= _end || _text[at] != character)
            {
                return -1;
            }

            at++;
        }

        at = pending.IsQuoted ? at : Behind(at);
        if (at >= _end || _text[at] == '\n')
        {
            return Math.Min(at + 1, _end);
        }

        // In a substitution of bash, its end may follow on the same line.
        var rest = _text.AsSpan(at, _end - at);
        var length = rest.IndexOf('\n');
        return _isBash && _substitutions > 0 && rest[..(length < 0 ? rest.Length : length)].Contains(')') ? at : -1;
    }

    private void ReadBody(PendingHereDocument pending, int start, int end)
    {
        var mark = _nodes.Count;
        var outerEnd = _end;
        if (!_budget.TryCharge(end - start))
        {
            GiveUp(start);
            return;
        }

        if (!TryEnter(start))
        {
            _budget.Leave();
            return;
        }

        _at = start;
        _end = end;
        SkipTabs(pending);
        while (_at < _end)
        {
            if (pending.IsQuoted)
            {
                AddLines(pending, Quoting.Single);
                continue;
            }

            AddRun(DocumentStops, Quoting.Double);
            if (Peek() == '\n')
            {
                AddLiteral(_at, ++_at, Quoting.Double);
                SkipTabs(pending);
            }
            else if (Peek() >= 0)
            {
                ReadQuotedSpecial(isDocument: true);
            }
        }

        pending.Redirection.HereDocument = FinishWord(start, mark);
        _end = outerEnd;
        _budget.Leave();
    }

    /// <summary>Adds a line as it is, or all of them where no tabs are taken off.</summary>
    private void AddLines(PendingHereDocument pending, Quoting quoting)
    {
        var length = pending.StripsTabs ? _text.AsSpan(_at, _end - _at).IndexOf('\n') : -1;
        var next = length < 0 ? _end : _at + length + 1;
        AddLiteral(_at, next, quoting);
        _at = next;
        SkipTabs(pending);
    }

    private void SkipTabs(PendingHereDocument pending)
    {
        while (pending.StripsTabs && _at < _end && _text[_at] == '\t')
        {
            _at++;
        }
    }
}
