using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Paths;

/// <summary>What a path begins from.</summary>
internal enum PathAnchor
{
    Root,
    Home,
    Start,
    Unknown,
}

/// <summary>A path in parts, without <c>.</c>, <c>..</c> and double slashes. Globs and unknowns are marks in the parts.</summary>
/// <param name="Anchor">What it begins from.</param>
/// <param name="Parts">The parts behind it.</param>
/// <param name="Climbs">How far it climbs out of the start by <c>..</c>.</param>
/// <param name="StartMayBeEmpty">Whether an unknown start may be the empty text, so that what follows it is absolute.</param>
internal sealed record PathShape(PathAnchor Anchor, IReadOnlyList<string> Parts, int Climbs, bool StartMayBeEmpty)
{
    // Marks stand in the private use area. A text that holds such characters itself is taken for a glob, which errs on the safe side.
    public const char AnyText = '\uF101';
    public const char AnyCharacter = '\uF102';
    public const char UnknownText = '\uF103';
    private const char Digits = '\uF104';
    private const char HomeMark = '\uF105';
    private const char StartMark = '\uF106';
    private const char Neighbour = '\uF107';
    private const int MostParts = 64;

    /// <summary>Brings a path, as it stands in a directory, into its parts.</summary>
    public static PathShape Of(Value path, Value directory)
    {
        var text = Marked(path, out var mayBeEmpty);
        var relative = IsRelative(text);
        if (!relative)
        {
            return Normal(text, mayBeEmpty);
        }

        var start = Marked(directory, out mayBeEmpty);
        return Normal($"{start}/{text}", mayBeEmpty, isRelative: IsRelative(start));
    }

    /// <summary>Whether a part is a pattern for everything: <c>*</c>, <c>.*</c>, <c>.[!.]*</c>, <c>?*</c>.</summary>
    public static bool IsEverything(string part)
        => part.Contains(AnyText, StringComparison.Ordinal) && part.All(static c => c is AnyText or AnyCharacter or '.');

    public static bool IsKnown(string part) => !part.AsSpan().ContainsAnyInRange(AnyText, Neighbour);

    private static bool IsRelative(string text) => text.Length == 0 || text[0] is not ('/' or HomeMark or StartMark or UnknownText);

    private static PathShape Normal(string text, bool mayBeEmpty, bool isRelative = false)
    {
        var (anchor, rest) = isRelative ? (PathAnchor.Start, text) : Anchored(text);
        var (parts, climbs) = PathText.Parts(rest, MostParts);
        if (anchor == PathAnchor.Home && climbs > 0)
        {
            anchor = PathAnchor.Root;
            parts = climbs == 1 ? ["home", .. parts] : parts;
        }

        return new(anchor, parts, anchor == PathAnchor.Start ? climbs : 0, mayBeEmpty);
    }

    /// <summary>What a path that is not relative begins from, and what stands behind that.</summary>
    private static (PathAnchor Anchor, string Behind) Anchored(string text)
    {
        switch (text[0])
        {
            case '/':
                return (PathAnchor.Root, text);
            case StartMark:
                return (PathAnchor.Start, text[1..]);
            case HomeMark when text is [_, Neighbour, ..]:
                // ${HOME}x is a neighbour of the home directory.
                return (PathAnchor.Root, $"home/{text[2..]}");
            case HomeMark:
                return (PathAnchor.Home, text[1..]);
            default:
                // $X is any path; $X-build and $X.txt are names, as far as can be told.
                var end = text.IndexOf('/', StringComparison.Ordinal);
                var first = text.AsSpan(0, end < 0 ? text.Length : end);
                return first.ContainsAnyExcept(UnknownText) ? (PathAnchor.Unknown, text) : (PathAnchor.Unknown, text[first.Length..]);
        }
    }

    private static string Marked(Value value, out bool mayBeEmpty)
    {
        mayBeEmpty = true;
        if (value.Exact is { } exact)
        {
            return WithHome(exact);
        }

        var text = new StringBuilder();
        foreach (var piece in value.Pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Text when text.Length == 0:
                    text.Append(WithHome(piece.Text));
                    break;
                case PieceKind.Text:
                    _ = IsHomeNeighbour(text, piece.Text) ? text.Append(Neighbour).Append(piece.Text) : text.Append(piece.Text);
                    break;
                case PieceKind.Glob:
                    AppendGlob(text, piece.Text);
                    break;
                case PieceKind.Home:
                    text.Append(HomeMark);
                    break;
                case PieceKind.WorkingDirectory:
                    text.Append(StartMark);
                    break;
                case PieceKind.Number:
                    text.Append(Digits);
                    break;
                default:
                    mayBeEmpty &= text.Length > 0 || (piece.Traits & UnknownTraits.NotEmpty) == 0;
                    text.Append(UnknownText);
                    break;
            }
        }

        return text.ToString();
    }

    // A tilde that the shell has left alone is the name of a file: curl -d @~/.netrc. What is meant is plain all the same.
    private static string WithHome(string text) => text is ['~'] or ['~', '/', ..] ? HomeMark + text[1..] : text;

    private static bool IsHomeNeighbour(StringBuilder text, string next) => text is [HomeMark] && next[0] != '/';

    private static void AppendGlob(StringBuilder text, string pattern)
    {
        for (var at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '*':
                    text.Append(AnyText);
                    break;
                case '?':
                    text.Append(AnyCharacter);
                    break;
                case '[' when pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) is var end and > 0:
                    text.Append(AnyCharacter);
                    at = end;
                    break;
                default:
                    text.Append(pattern[at]);
                    break;
            }
        }
    }
}
