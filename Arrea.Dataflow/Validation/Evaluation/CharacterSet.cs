namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>A set of characters in a pattern: <c>[a-z]</c>, <c>[!0-9]</c>, <c>[[:space:]]</c>.</summary>
internal sealed class CharacterSet
{
    private readonly List<(char First, char Last)> _ranges = [];
    private readonly List<string> _classes = [];
    private bool _isNegated;

    private CharacterSet()
    {
    }

    /// <summary>Where its closing bracket stands.</summary>
    public int End { get; private set; }

    /// <summary>Reads the set that begins at a place; null where no bracket closes it.</summary>
    public static CharacterSet? Read(string text, int start)
    {
        var set = new CharacterSet();
        var at = start + 1;
        if (at < text.Length && text[at] is '!' or '^')
        {
            set._isNegated = true;
            at++;
        }

        for (var first = at; at < text.Length; at++)
        {
            if (text[at] == ']' && at > first)
            {
                set.End = at;
                return set;
            }

            if (text[at] == '[' && at + 1 < text.Length && text[at + 1] == ':' && text.IndexOf(":]", at + 2, StringComparison.Ordinal) is var end and > 0)
            {
                set._classes.Add(text[(at + 2)..end]);
                at = end + 1;
            }
            else
            {
                at = set.ReadRange(text, at);
            }
        }

        return null;
    }

    public bool Contains(char character)
    {
        foreach (var (first, last) in _ranges)
        {
            if (character >= first && character <= last)
            {
                return !_isNegated;
            }
        }

        foreach (var name in _classes)
        {
            if (IsIn(name, character))
            {
                return !_isNegated;
            }
        }

        return _isNegated;
    }

    private int ReadRange(string text, int at)
    {
        if (text[at] == '\\' && at + 1 < text.Length)
        {
            at++;
        }

        if (at + 2 < text.Length && text[at + 1] == '-' && text[at + 2] != ']')
        {
            _ranges.Add((text[at], text[at + 2]));
            return at + 2;
        }

        _ranges.Add((text[at], text[at]));
        return at;
    }

    private static bool IsIn(string name, char character) => name switch
    {
        "alpha" => char.IsLetter(character),
        "digit" => char.IsAsciiDigit(character),
        "alnum" => char.IsLetterOrDigit(character),
        "upper" => char.IsUpper(character),
        "lower" => char.IsLower(character),
        "space" => char.IsWhiteSpace(character),
        "blank" => character is ' ' or '\t',
        "punct" => char.IsPunctuation(character) || char.IsSymbol(character),
        "xdigit" => char.IsAsciiHexDigit(character),
        "cntrl" => char.IsControl(character),
        "print" => !char.IsControl(character),
        "graph" => !char.IsControl(character) && !char.IsWhiteSpace(character),
        _ => false,
    };
}
