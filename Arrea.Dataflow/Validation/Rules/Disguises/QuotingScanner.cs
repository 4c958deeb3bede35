using System.Buffers;

namespace Arrea.Dataflow.Validation.Rules.Disguises;

/// <summary>Tells for each character, in order, whether it stands in quotes, in a comment or in a here-document.</summary>
internal sealed class QuotingScanner(string text)
{
    private static readonly SearchValues<char> DelimiterEnds = SearchValues.Create(" \t\n;|&<>)");
    private readonly Queue<string> _delimiters = new();
    private char _quote;
    private bool _isEscaped;
    private bool _isComment;
    private int _documentEnd;

    /// <summary>Whether the character at this place is quoted. Each place is asked for once, in order.</summary>
    public bool Next(int at)
    {
        var c = text[at];
        if (at < _documentEnd || _isEscaped)
        {
            _isEscaped = false;
            return true;
        }

        if (_isComment)
        {
            _isComment = c != '\n';
        }

        if (_isComment)
        {
            return true;
        }

        if (_quote != '\0')
        {
            _isEscaped = c == '\\' && _quote != '\'';
            _quote = c == (_quote == 'a' ? '\'' : _quote) ? '\0' : _quote;
            return true;
        }

        switch (c)
        {
            case '\\':
                _isEscaped = true;
                break;
            case '\'':
                _quote = at > 0 && text[at - 1] == '$' ? 'a' : '\'';
                break;
            case '"':
                _quote = '"';
                break;
            case '#':
                _isComment = at == 0 || text[at - 1] is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(';
                break;
            case '<' when at + 2 < text.Length && text[at + 1] == '<' && text[at + 2] != '<' && (at == 0 || text[at - 1] != '<'):
                ReadDelimiter(at + 2);
                break;
            case '\n' when _delimiters.Count > 0:
                SkipDocuments(at + 1);
                break;
            default:
                break;
        }

        return false;
    }

    private void ReadDelimiter(int at)
    {
        var rest = text.AsSpan(at).TrimStart("- \t");
        var end = rest.IndexOfAny(DelimiterEnds);
        _delimiters.Enqueue((end < 0 ? rest : rest[..end]).ToString().Replace("'", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal));
    }

    private void SkipDocuments(int at)
    {
        while (at < text.Length && _delimiters.Count > 0)
        {
            var end = text.IndexOf('\n', at) is var newline and >= 0 ? newline : text.Length;
            if (text.AsSpan(at, end - at).TrimStart('\t').SequenceEqual(_delimiters.Peek()))
            {
                _delimiters.Dequeue();
            }

            at = end + 1;
        }

        _delimiters.Clear();
        _documentEnd = Math.Min(at, text.Length);
    }
}
