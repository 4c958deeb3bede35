using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Arrea.Providers.Wire;

/// <summary>Takes streams apart.</summary>
internal static class Pieces
{
    /// <summary>The data of server-sent events.</summary>
    public static async IAsyncEnumerable<string> OfEvents(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in SseParser.Create(content).EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Data.Length > 0)
            {
                yield return item.Data;
            }
        }
    }

    /// <summary>The lines of newline-delimited JSON. A last line that has no end and is no JSON was cut off, and is left out.</summary>
    public static async IAsyncEnumerable<string> OfLines(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var line = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            var start = 0;
            while (Array.IndexOf(buffer, '\n', start, count - start) is >= 0 and var end)
            {
                var text = line.Append(buffer, start, end - start).ToString();
                line.Clear();
                start = end + 1;
                if (!string.IsNullOrWhiteSpace(text))
                {
                    yield return text;
                }
            }

            line.Append(buffer, start, count - start);
        }

        if (line.ToString() is var last && IsJson(last))
        {
            yield return last;
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
