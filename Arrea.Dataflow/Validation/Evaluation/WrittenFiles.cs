using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The files that the text itself writes, and what is known of what is in them.</summary>
internal sealed class WrittenFiles
{
    private readonly Dictionary<string, IReadOnlyList<Flow>> _all = [];

    public bool IsEmpty => _all.Count == 0;

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
            ways = [Joined(Sink.Collapse(before), Sink.Collapse(ways), budget)];
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

    private static Flow Joined(Flow before, Flow after, StepBudget budget)
        => before.Text is { } first && after.Text is { } second && budget.SpendText(Pieces.LengthOf(first)) && Pieces.LengthOf(first) + Pieces.LengthOf(second) < 1 << 16
            ? new(Pieces.Join(first, second, first.Span), null, before.Origins | after.Origins)
            : Flow.Unknown(before.Origins | after.Origins);

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
