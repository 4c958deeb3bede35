using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Paths;

/// <summary>Joins paths, by their text alone.</summary>
internal static class DirectoryPath
{
    /// <summary>Where <c>cd</c> leads.</summary>
    public static Value Enter(Value directory, Value path, Range span)
    {
        if (path.Pieces.Count == 0)
        {
            return directory;
        }

        if (path.Pieces[0] is not { Kind: PieceKind.Text or PieceKind.Glob or PieceKind.Number } first || (first.Kind == PieceKind.Text && first.Text[0] == '/'))
        {
            return Normal(new Value(path.Pieces, span));
        }

        return Normal(Values.Join([directory, path], directory.Exact == "/" ? "" : "/", span));
    }

    /// <summary>A name below a folder.</summary>
    public static Value Below(Value folder, Value name)
        => Values.Join([folder, name], folder.Pieces is [.., { Kind: PieceKind.Text } last] && last.Text.EndsWith('/') ? "" : "/", folder.Span);

    /// <summary>Takes <c>.</c>, <c>//</c> and <c>x/..</c> out of a text. It goes on beginning with the root, <c>.</c>, a home or something unknown where it does.</summary>
    public static string Normal(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && (path.Length < 2 || path[^1] != '/'))
        {
            return path;
        }

        var isRooted = path[0] == '/';
        var start = path.IndexOf('/', StringComparison.Ordinal) is var end and > 0 && path[..end] is "." or ['~' or '\u0001', ..] ? path[..end] : "";
        var (parts, climbs) = PathText.Parts(path.AsSpan(start.Length));
        var all = Enumerable.Repeat("..", isRooted ? 0 : climbs).Concat(parts);
        return (isRooted ? "/" : "") + string.Join('/', start.Length > 0 ? all.Prepend(start) : all);
    }

    private static Value Normal(Value value)
    {
        if (value.Exact is { } exact)
        {
            return Value.Of(Normal(exact), value.Span);
        }

        // A known beginning such as the home, then text: the text alone is brought into order, where it does not climb out.
        return value.Pieces is [{ Kind: PieceKind.Home or PieceKind.WorkingDirectory } start, { Kind: PieceKind.Text, Text: ['/', ..] } rest] && PathText.Parts(rest.Text) is (var parts, 0)
            ? new(parts.Count == 0 ? [start] : [start, Piece.Literal("/" + string.Join('/', parts))], value.Span)
            : value;
    }
}
