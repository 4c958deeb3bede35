using System.Collections.Immutable;
using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Events;

/// <summary>What one job has written so far: the lines that its last event completed, and the beginnings of the next. Immutable, to be used with Scan.</summary>
internal sealed record OutputLines
{
    /// <summary>The longest line that is kept together; a longer one comes in pieces, as it may have no end.</summary>
    public const int LongestLine = 1 << 16;

    private string _out = "";
    private string _error = "";

    /// <summary>The lines that the last event completed.</summary>
    public ImmutableArray<JobLine> Complete { get; private init; } = [];

    public OutputLines After(JobEvent e)
    {
        if (e is Output output)
        {
            var isError = output.Stream == OutputStream.StandardError;
            var lines = Split((isError ? _error : _out) + output.Text, out var rest);
            return this with
            {
                _out = isError ? _out : rest,
                _error = isError ? rest : _error,
                Complete = [.. lines.Select(text => new JobLine(e.WorkerId, e.Tag, output.Stream, text))],
            };
        }

        // An attempt is over, and with it lines without an end.
        return new()
        {
            Complete =
            [
                .. new[] { new JobLine(e.WorkerId, e.Tag, OutputStream.StandardOutput, _out), new JobLine(e.WorkerId, e.Tag, OutputStream.StandardError, _error) }
                    .Where(static line => line.Text.Length > 0),
            ],
        };
    }

    private static List<string> Split(string text, out string rest)
    {
        var lines = new List<string>();
        var start = 0;
        for (var end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', start))
        {
            Cut(end);
            lines.Add(text[start..(end > start && text[end - 1] == '\r' ? end - 1 : end)]);
            start = end + 1;
        }

        Cut(text.Length);
        rest = text[start..];
        return lines;

        void Cut(int end)
        {
            for (; end - start > LongestLine; start += LongestLine)
            {
                lines.Add(text.Substring(start, LongestLine));
            }
        }
    }
}
