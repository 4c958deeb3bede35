using Arrea.Dataflow.Validation.CommandLines.Runners;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Commands that print names of files, or of keys: the shapes of these names are known.</summary>
internal static class Listings
{
    private const int MostNames = 32;

    public static Flow? Of(Printer printer)
        => printer.Name switch
        {
            "find" => Find(printer),
            "fd" or "fdfind" => printer.Line.Has("-x", "-X", "--exec", "--exec-batch") ? null : Shapes(FoundPaths.OfFd(printer.Line, printer.Span)),
            "ls" or "dir" => Ls(printer),
            "git" => Git(printer),
            "redis-cli" or "valkey-cli" or "keydb-cli" => Keys(printer),
            _ => Flow.Unknown(Origins.None),
        };

    /// <summary>The files in which a search has matches.</summary>
    public static Flow Matching(Printer printer, int from)
    {
        var line = printer.Line;
        var files = printer.Name is "rg" or "ag" && line.Has("--files") ? line.Operands : [.. line.Operands.Skip(from)];
        var isDeep = printer.Name is "rg" or "ag" || line.Has("-r", "-R", "--recursive", "--dereference-recursive");
        return Shapes(!isDeep ? files
            : files.Count == 0 ? [Values.OfPattern("*", printer.Span)]
            : [.. files.Take(MostNames).Select(static start => DirectoryPath.Below(start, Values.OfPattern("*", start.Span)))]);
    }

    private static Flow? Find(Printer printer)
    {
        var line = printer.Line;
        if (line.Has("-printf", "-fprintf", "-ls", "-exec", "-execdir", "-ok", "-okdir"))
        {
            return line.Has("-exec", "-execdir", "-ok", "-okdir") ? null : Flow.Unknown(Origins.None);
        }

        return Shapes(FoundPaths.OfFind(line, printer.Arguments, printer.Span));
    }

    private static Flow Ls(Printer printer)
    {
        var line = printer.Line;
        if (line.Has("-l", "-g", "-n", "-o", "-s", "-i", "-F", "--format"))
        {
            return Flow.Unknown(Origins.None);
        }

        // A directory is listed by the names in it, a file by its own.
        return Shapes(line.Operands.Count == 0 ? [Values.OfPattern("*", printer.Span)]
            : line.Has("-d", "--directory") || line.Operands.All(IsFile) ? line.Operands
            : [.. line.Operands.Take(MostNames), Values.OfPattern("*", printer.Span)]);
    }

    // The ending of a name says that it is a file: *.txt.
    private static bool IsFile(Value operand)
        => operand.Pieces is [.., { Kind: PieceKind.Text } last] && last.Text.LastIndexOf('.') is var dot and >= 0 && dot < last.Text.Length - 1
            && last.Text.LastIndexOf('/') < dot && (dot > 0 || operand.Pieces.Count > 1) && last.Text is not "..";

    private static Flow? Git(Printer printer)
    {
        var line = printer.Line;
        return line.Operands switch
        {
            [{ Exact: "ls-files" }, ..] => Shapes([Values.OfPattern("*", printer.Span)]),
            [{ Exact: "diff" or "show" or "diff-tree" or "diff-index" or "log" }, ..] when line.Has("--name-only") => Shapes([Values.OfPattern("*", printer.Span)]),
            [{ Exact: "rev-parse" or "rev-list" or "describe" or "merge-base" or "hash-object" or "branch" or "tag" or "symbolic-ref" or "for-each-ref" or "status" or "stash" or "ls-tree" or "remote" }, ..]
                => Flow.Unknown(Origins.None),
            _ => null,
        };
    }

    // The keys of a database, by their pattern.
    private static Flow? Keys(Printer printer)
    {
        var line = printer.Line;
        var pattern = line.Has("--scan") ? line.ValueOf("--pattern") ?? Value.Of("*", printer.Span)
            : line.Operands is [{ Exact: { } verb }, var given] && verb.Equals("keys", StringComparison.OrdinalIgnoreCase) ? given
            : null;
        return pattern?.Exact is { } text ? Shapes([Values.OfPattern(text, printer.Span)]) : null;
    }

    private static Flow Shapes(IReadOnlyList<Value> shapes)
        => new(null, shapes, shapes.Aggregate(Origins.None, static (all, shape) => all | shape.Origins));
}
