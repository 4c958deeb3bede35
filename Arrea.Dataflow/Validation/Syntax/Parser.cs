namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Reads one text, from left to right, straight into the tree.</summary>
/// <remarks>
/// There are no tokens in between: what a character means depends on the place in the grammar. After a problem the position
/// is at the end of the text, so every loop comes to its end by itself, and what was being built is dropped.
/// </remarks>
internal sealed partial class Parser
{
    // How much of the text a problem shows.
    private const int MaxQuoted = 16;

    private readonly string _text;
    private readonly ShellDialect _dialect;
    private readonly bool _isBash;
    private readonly ParseBudget _budget;

    // Where the text stands in the script, when positions in it mean nothing there.
    private readonly Range? _origin;

    // Nodes whose parent is not yet made. Each construct takes off what it put on.
    private readonly List<SyntaxNode> _nodes = new(16);

    private int _at;
    private int _end;
    private SyntaxProblem? _problem;

    public Parser(string text, ShellDialect dialect, ParseBudget budget)
    {
        _text = text;
        _end = text.Length;
        _dialect = dialect;
        _isBash = dialect == ShellDialect.Bash;
        _budget = budget;
    }

    private Parser(string text, Parser outer, Range origin)
        : this(text, outer._dialect, outer._budget)
    {
        _origin = origin;
        _hasExtendedPatterns = outer._hasExtendedPatterns;
        _willHaveExtendedPatterns = outer._willHaveExtendedPatterns;
    }

    private bool HasFailed => _problem is not null;

    /// <summary>Reads the whole text.</summary>
    public ShellScript Script()
    {
        var body = WholeList();
        return new ShellScript(_text, _dialect, body, _problem is null ? [] : [_problem]);
    }

    /// <summary>Reads statements up to the end of the text, or of the part of it that is read now.</summary>
    private StatementList WholeList()
    {
        var body = List();
        if (HasFailed || Peek() < 0)
        {
            return body;
        }

        Unexpected();
        return HasUnreadHereDocument ? WithoutUnread(body) : body;
    }

    private Range SpanOf(int start, int end) => _origin ?? start..end;

    /// <summary>Says what is wrong, and ends the parse. Only the first problem counts.</summary>
    private void Fail(int start, int end, string message)
    {
        _problem ??= new SyntaxProblem(SpanOf(Math.Min(start, Math.Max(0, end - 1)), end), message, IsBudget: false);
        _at = _end;
    }

    /// <summary>Gives up.</summary>
    private void GiveUp(int start)
    {
        _problem ??= new SyntaxProblem(SpanOf(start, Math.Max(start, _at)), "The text nests too deep, or can be read in too many ways.", IsBudget: true);
        _at = _end;
    }

    /// <summary>Says that the grammar has no place for what stands here.</summary>
    private void Unexpected() => Unexpected(null);

    private void Unexpected(string? expected)
    {
        if (HasFailed)
        {
            return;
        }

        var hint = expected is null ? "" : $" Expected {expected}.";
        var start = _at;
        if (Peek() < 0)
        {
            Fail(_at, _at, $"The text ends too early.{hint}");
            return;
        }

        start = _at;
        var rest = _text.AsSpan(start, Math.Min(_end - start, MaxQuoted));
        var length = rest.IndexOfAny(WordEnds);
        length = length < 0 ? rest.Length : Math.Max(1, length);
        Fail(start, start + length, rest[0] == '\n' ? $"Unexpected end of line.{hint}" : $"Unexpected '{rest[..length]}'.{hint}");
    }

    /// <summary>Goes one level deeper; after false the parse is over.</summary>
    private bool TryEnter(int start)
    {
        if (_budget.TryEnter())
        {
            return !HasFailed;
        }

        GiveUp(start);
        return false;
    }

    /// <summary>Takes the nodes of one kind from a place on; <see cref="Drop"/> is due once all kinds are taken.</summary>
    private T[] Nodes<T>(int mark)
        where T : SyntaxNode
    {
        var count = 0;
        for (var i = mark; i < _nodes.Count; i++)
        {
            count += _nodes[i] is T ? 1 : 0;
        }

        if (count == 0)
        {
            return [];
        }

        var taken = new T[count];
        var next = 0;
        for (var i = mark; i < _nodes.Count; i++)
        {
            if (_nodes[i] is T node)
            {
                taken[next++] = node;
            }
        }

        return taken;
    }

    /// <summary>Takes all nodes from a place on, and drops them there.</summary>
    private T[] TakeNodes<T>(int mark)
        where T : SyntaxNode
    {
        var taken = Nodes<T>(mark);
        Drop(mark);
        return taken;
    }

    private void Drop(int mark) => _nodes.RemoveRange(mark, _nodes.Count - mark);
}
