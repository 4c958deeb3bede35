using System.Text;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The files that the text itself writes, and what is known of what is in them.</summary>
internal sealed class WrittenFiles
{
    private const int MostFolders = 16;
    private const int MostLinks = 4;

    private readonly Dictionary<string, IReadOnlyList<Flow>> _all = [];

    private readonly Dictionary<string, Value> _links = [];
    private readonly Dictionary<string, Value> _copies = [];

    public bool IsEmpty => _all.Count == 0;

    /// <summary>Whether there is a link, or a copy of a program.</summary>
    public bool HasLinks => _links.Count + _copies.Count > 0;

    /// <summary>Notes that a path stands for another one, which is relative to the folder that the link lies in.</summary>
    public void Link(Value path, Value target, Value directory)
    {
        var start = path.Exact is { } text && PathText.FolderOf(text) is var folder and not "." ? DirectoryPath.Enter(directory, Value.Of(folder, path.Span), path.Span) : directory;
        _links[KeyOf(path, directory)] = DirectoryPath.Enter(start, target, target.Span);
    }

    /// <summary>Notes that a file is a copy of a program.</summary>
    public void Copy(string key, Value program) => _copies[key] = program;

    /// <summary>What a path leads to through a link; null where no link is in it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="directory">What a relative path begins in.</param>
    /// <param name="isAboutLink">Whether a path that ends at the link is about the link itself.</param>
    /// <param name="isCommand">Whether it is run, so that a copy of a program is as good as the program.</param>
    public Value? RealOf(Value path, Value directory, bool isAboutLink, bool isCommand)
    {
        if (isCommand && path.Exact is not null && _copies.TryGetValue(KeyOf(path, directory), out var program))
        {
            return program;
        }

        var real = path;
        for (var count = 0; count < MostLinks && Behind(real, directory, isAboutLink) is { } next; count++)
        {
            real = next;
        }

        return ReferenceEquals(real, path) ? null : real;
    }

    /// <summary>What a path leads to through the first link in it.</summary>
    private Value? Behind(Value path, Value directory, bool isAboutLink)
    {
        // What stands before the text, such as the home, is no link of this text.
        var lead = path.Pieces is [{ Kind: PieceKind.Home or PieceKind.WorkingDirectory } first, _, ..] ? (Piece[])[first] : [];
        var text = lead.Length == 0 ? path : new Value([.. path.Pieces.Skip(1)], path.Span);
        var start = text.KnownStart;
        var end = text.Exact is null ? 0 : start.Length;
        for (var count = 0; count < MostFolders && end <= start.Length; count++)
        {
            var slash = count == 0 && text.Exact is not null ? start.Length : start.IndexOf('/', Math.Min(start.Length, count < 2 ? 1 : end + 1));
            if (slash < 0)
            {
                return null;
            }

            end = slash;
            if (end > 0 && _links.TryGetValue(KeyOf(new([.. lead, Piece.Literal(start[..end])], path.Span), directory), out var target) && !(isAboutLink && text.Exact?.Length == end))
            {
                return Values.Join(target, Values.Skip(text, end), path.Span);
            }
        }

        return null;
    }

    /// <summary>Notes what is written.</summary>
    /// <param name="key">As <see cref="KeyOf"/> makes it.</param>
    /// <param name="ways">What is written; one flow for each way.</param>
    /// <param name="isAppend">Whether it is added to what is there.</param>
    /// <param name="isSure">Whether it is written on every way, so that what was there is gone.</param>
    /// <param name="budget">What it may take.</param>
    public void Write(string key, IReadOnlyList<Flow> ways, bool isAppend, bool isSure, StepBudget budget)
    {
        if (ways.Count == 0)
        {
            return;
        }

        var before = _all.GetValueOrDefault(key);
        if (isAppend && before is not null)
        {
            var all = new Sink();
            all.Restore(before);
            all.Add(ways, budget);
            ways = all.Ways;
        }

        if (before is not null && !isSure)
        {
            ways = [.. before, .. ways];
        }

        _all[key] = ways.Count > Slot.Most ? [Sink.Collapse(ways)] : ways;
    }

    /// <summary>What the text has written into a file; null where it has not written it.</summary>
    public IReadOnlyList<Flow>? Find(string key) => _all.GetValueOrDefault(key);

    /// <summary>What tells a path from others, seen from a directory.</summary>
    public static string KeyOf(Value path, Value directory)
    {
        var text = new StringBuilder();
        var isWhole = path.Pieces.Count > 0 && (path.Pieces[0].Kind != PieceKind.Text || path.Pieces[0].Text[0] == '/');
        if (!isWhole)
        {
            Append(directory, text);
            text.Append('/');
        }

        Append(path, text);
        return DirectoryPath.Normal(text.ToString());
    }

    private static void Append(Value value, StringBuilder text)
    {
        foreach (var piece in value.Pieces)
        {
            switch (piece.Kind)
            {
                case PieceKind.Home:
                    text.Append('~').Append(piece.Text);
                    break;
                case PieceKind.WorkingDirectory:
                    text.Append('.');
                    break;
                case PieceKind.Text:
                    text.Append(piece.Text);
                    break;
                default:
                    text.Append('\u0001').Append(piece.Text.Trim('"').Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal)).Append('\u0001');
                    break;
            }
        }
    }
}
