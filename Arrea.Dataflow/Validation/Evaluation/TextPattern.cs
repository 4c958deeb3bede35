using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>A pattern of the shell: <c>*</c>, <c>?</c>, sets. Matches in time proportional to pattern times text.</summary>
internal sealed class TextPattern
{
    private readonly List<Token> _tokens;

    private TextPattern(List<Token> tokens) => _tokens = tokens;

    public int Length => _tokens.Count + 1;

    /// <summary>Whether it fits any text.</summary>
    public bool IsEverything => _tokens.Count > 0 && _tokens.TrueForAll(static token => token.Kind == TokenKind.Any);

    /// <summary>Reads a pattern.</summary>
    /// <returns>The pattern; null where it is not known, or is one with <c>+( )</c> and the like.</returns>
    public static TextPattern? Of(IReadOnlyList<Segment> segments)
    {
        var tokens = new List<Token>();
        foreach (var segment in segments)
        {
            if (segment.Mode is SegmentMode.Break or SegmentMode.Separator || segment.Piece.Kind != PieceKind.Text)
            {
                return null;
            }

            if (segment.Mode == SegmentMode.Quoted)
            {
                foreach (var character in segment.Piece.Text)
                {
                    tokens.Add(new(TokenKind.One, character, null));
                }
            }
            else if (!Read(segment.Piece.Text, tokens))
            {
                return null;
            }
        }

        return new(tokens);
    }

    /// <summary>The same pattern, read from its end.</summary>
    public TextPattern Reversed()
    {
        var tokens = new List<Token>(_tokens);
        tokens.Reverse();
        return new(tokens);
    }

    public bool Matches(string text) => Lengths(text, 0).Longest == text.Length;

    /// <summary>How long the shortest and the longest match are that begin at a place; -1 where none does.</summary>
    public (int Shortest, int Longest) Lengths(string text, int start)
    {
        var states = new bool[_tokens.Count + 1];
        var next = new bool[_tokens.Count + 1];
        states[0] = true;
        Skip(states);
        var shortest = -1;
        var longest = -1;
        for (var at = start; ; at++)
        {
            if (states[^1])
            {
                longest = at - start;
                shortest = shortest < 0 ? longest : shortest;
            }

            if (at == text.Length)
            {
                return (shortest, longest);
            }

            var isAlive = false;
            Array.Clear(next);
            for (var token = 0; token < _tokens.Count; token++)
            {
                if (!states[token])
                {
                    continue;
                }

                if (_tokens[token].Kind == TokenKind.Any)
                {
                    next[token] = true;
                    isAlive = true;
                }
                else if (_tokens[token].Fits(text[at]))
                {
                    next[token + 1] = true;
                    isAlive = true;
                }
            }

            if (!isAlive)
            {
                return (shortest, longest);
            }

            (states, next) = (next, states);
            Skip(states);
        }
    }

    private void Skip(bool[] states)
    {
        for (var token = 0; token < _tokens.Count; token++)
        {
            if (states[token] && _tokens[token].Kind == TokenKind.Any)
            {
                states[token + 1] = true;
            }
        }
    }

    private static bool Read(string text, List<Token> tokens)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (at + 1 < text.Length && text[at + 1] == '(' && (character is '!' or '+' or '@' or '*' or '?'))
            {
                return false;
            }

            switch (character)
            {
                case '\\' when at + 1 < text.Length:
                    tokens.Add(new(TokenKind.One, text[++at], null));
                    break;
                case '*':
                    if (tokens is not [.., { Kind: TokenKind.Any }])
                    {
                        tokens.Add(new(TokenKind.Any, default, null));
                    }

                    break;
                case '?':
                    tokens.Add(new(TokenKind.Each, default, null));
                    break;
                case '[' when CharacterSet.Read(text, at) is { } set:
                    tokens.Add(new(TokenKind.Set, default, set));
                    at = set.End;
                    break;
                default:
                    tokens.Add(new(TokenKind.One, character, null));
                    break;
            }
        }

        return true;
    }

    private enum TokenKind
    {
        One,
        Each,
        Any,
        Set,
    }

    private readonly record struct Token(TokenKind Kind, char Character, CharacterSet? Set)
    {
        public bool Fits(char character) => Kind switch
        {
            TokenKind.One => character == Character,
            TokenKind.Set => Set!.Contains(character),
            _ => true,
        };
    }
}
