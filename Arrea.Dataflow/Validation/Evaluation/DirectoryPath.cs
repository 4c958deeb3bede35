using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

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

        return Normal(Pieces.Join([directory, path], directory.Exact == "/" ? "" : "/", span));
    }

    /// <summary>Takes <c>.</c>, <c>//</c> and <c>x/..</c> out of a text. A link may make that wrong; the shell does the same.</summary>
    public static string Normal(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("//", StringComparison.Ordinal) && (path.Length < 2 || path[^1] != '/'))
        {
            return path;
        }

        var parts = new List<string>();
        var isRooted = path.StartsWith('/');
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "." && (parts.Count > 0 || isRooted))
            {
                continue;
            }

            if (part == ".." && parts.Count > 0 && parts[^1] is not (".." or "." or ['~', ..] or ['\u0001', ..]))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".." || !isRooted || parts.Count > 0)
            {
                parts.Add(part);
            }
        }

        return (isRooted ? "/" : "") + string.Join('/', parts);
    }

    private static Value Normal(Value value)
    {
        if (value.Exact is { } exact)
        {
            return Value.Of(Normal(exact), value.Span);
        }

        // A known beginning such as the home, then text: the text alone is brought into order, where it does not climb out.
        if (value.Pieces is [{ Kind: PieceKind.Home or PieceKind.WorkingDirectory } start, { Kind: PieceKind.Text } rest] && rest.Text[0] == '/')
        {
            var normal = Normal("x" + rest.Text);
            if (normal == "x")
            {
                return new([start], value.Span);
            }

            return normal.StartsWith("x/", StringComparison.Ordinal) && !normal.Contains("..", StringComparison.Ordinal)
                ? new([start, Piece.Literal(normal[1..])], value.Span)
                : value;
        }

        return value;
    }
}
