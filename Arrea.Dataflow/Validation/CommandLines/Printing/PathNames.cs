using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Commands that print a path made out of another one.</summary>
internal static class PathNames
{
    /// <summary><c>which rm</c>: the path of a command, where the system keeps it. None for what does not print paths alone.</summary>
    public static Flow? OfCommands(Printer printer)
    {
        var line = printer.Line;
        var asks = printer.Name switch
        {
            "which" => !line.Has("-s"),
            "command" => line.Has("-v"),
            "type" => line.Has("-p", "-P"),
            _ => line.Has("-b"),
        };
        if (!asks || line.Operands.Count == 0 || !line.Operands.All(static operand => operand.Exact is { Length: > 0 } name && !name.Contains('/', StringComparison.Ordinal)))
        {
            return null;
        }

        // Where it lies is not known, what it is called is.
        var paths = new ValueBuilder();
        foreach (var operand in line.Operands)
        {
            paths.Append(new Piece(PieceKind.Unknown, $"$({printer.Name})", Origins.None, UnknownTraits.NotEmpty)).Append('/').Append(operand).Append('\n');
        }

        return Flow.Of(paths.Take(printer.Span));
    }

    public static Flow Of(Printer printer)
    {
        if (printer.Name == "basename" && printer.Line.Options.Count > 0)
        {
            return Bases(printer);
        }

        if (printer.Line.Operands is not [var path, ..] || (printer.Name == "dirname" && (printer.Line.Options.Count > 0 || printer.Line.Operands.Count > 1)))
        {
            return Flow.Unknown(Origins.None);
        }

        return printer.Name switch
        {
            "basename" when path.Exact is { } text && printer.Line.Operands.Skip(1).All(static operand => operand.Exact is not null) => Line(Base(text, printer), printer),
            "basename" when printer.Line.Operands.Count == 1 && printer.Line.Options.Count == 0 && PathText.LastPart(path, path.Span) is { Pieces.Count: > 0 } name
                => Flow.Of(new ValueBuilder().Append(name).Append('\n').Take(printer.Span)),
            "dirname" when path.Exact is { } text => Line(PathText.FolderOf(text), printer),
            "dirname" when path.Pieces is [.., { Kind: PieceKind.Text } last] && last.Text.TrimEnd('/').LastIndexOf('/') is > 0 and var slash
                => Flow.Of(new ValueBuilder().Append(new Value([.. path.Pieces.SkipLast(1)], path.Span)).Append(last.Text.AsSpan(0, slash)).Append('\n').Take(printer.Span)),
            "dirname" when path.Pieces is [{ Kind: PieceKind.Home or PieceKind.WorkingDirectory }]
                => Flow.Of(new ValueBuilder().Append(path).Append("/..\n").Take(printer.Span)),
            "realpath" or "readlink" when path.Exact is { Length: > 0 } text && text[0] == '/' => Line(text, printer),
            _ => Flow.Of(new ValueBuilder().Append(new Piece(PieceKind.Unknown, path.ToString(), path.Origins)).Append('\n').Take(printer.Span)),
        };
    }

    /// <summary><c>mktemp</c>: a name that is new, in a place that is known.</summary>
    public static Flow Temporary(Printer printer)
    {
        var line = printer.Line;
        var template = line.Operands.Count > 0 ? line.Operands[0] : null;
        var folder = line.ValueOf("-p", "--tmpdir");
        var value = new ValueBuilder();
        if (template is null || line.Has("-t", "-p", "--tmpdir"))
        {
            _ = folder is { Exact: not "" } ? value.Append(folder).Append('/') : value.Append("/tmp/");
        }

        if (template is null)
        {
            value.Append("tmp.").Append(new Piece(PieceKind.Glob, "*", Origins.None, UnknownTraits.IsPlain));
        }
        else if (template.Exact is { } text && text.IndexOf("XXX", StringComparison.Ordinal) is >= 0 and var at)
        {
            value.Append(text.AsSpan(0, at)).Append(new Piece(PieceKind.Glob, "*", Origins.None, UnknownTraits.IsPlain)).Append(text.AsSpan(at).TrimStart('X'));
        }
        else
        {
            value.Append(template);
        }

        return Flow.Of(value.Append('\n').Take(printer.Span));
    }

    private static string Base(string text, Printer printer)
    {
        var name = PathText.NameOf(text);
        return WithoutSuffix(name, printer.Line.Operands is [_, { Exact: { } second }] ? second : "");
    }

    // With options, each operand is a path.
    private static Flow Bases(Printer printer)
    {
        var suffix = printer.Line.ValueOf("-s", "--suffix") is { } given ? given.Exact : "";
        if (suffix is null || !printer.Line.Options.All(static option => option.Name is "-a" or "--multiple" or "-s" or "--suffix") || !printer.Line.Operands.All(static operand => operand.Exact is not null))
        {
            return Flow.Unknown(printer.Line.Operands.Aggregate(Origins.None, static (all, operand) => all | operand.Origins));
        }

        return Flow.Of(Value.Of(string.Concat(printer.Line.Operands.Select(operand => WithoutSuffix(PathText.NameOf(operand.Exact!), suffix) + "\n")), printer.Span));
    }

    private static string WithoutSuffix(string name, string suffix)
    {
        return suffix.Length > 0 && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }

    private static Flow Line(string text, Printer printer) => Flow.Of(Value.Of(text + "\n", printer.Span));
}
