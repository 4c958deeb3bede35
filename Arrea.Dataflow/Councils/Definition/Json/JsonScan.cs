using System.Text.Json;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Definition.Json;

/// <summary>Reads a text once before anything is made of it, so that what is no JSON has a place in the error.</summary>
internal sealed class JsonScan
{
    private readonly Stack<Level> _levels = new();

    /// <summary>Makes sure that a text is JSON, that no object has a key twice, and that each string can be had.</summary>
    /// <exception cref="CouncilFormatException">It is not so.</exception>
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        var scan = new JsonScan();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonText.Deepest });
        try
        {
            while (reader.Read())
            {
                scan.Take(ref reader, utf8);
            }
        }
        catch (JsonException error)
        {
            throw new CouncilFormatException(scan.Path, (error.LineNumber ?? 0) + 1, $"this is no JSON: {Plain(error.Message)}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new CouncilFormatException(scan.Path, LineAt(utf8, reader.TokenStartIndex), "this is no text: an escape stands for half a character.", error);
        }
    }

    /// <summary>The line, from 1, on which a value of a checked text begins.</summary>
    public static long LineOf(ReadOnlySpan<byte> utf8, JsonPlace place)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonText.Deepest });
        reader.Read();
        foreach (var (key, index) in place.Steps)
        {
            reader.Read();
            for (var passed = 0; key is null ? passed < index : !reader.ValueTextEquals(key); passed++)
            {
                // A key is passed with its value.
                reader.Skip();
                reader.Read();
            }

            if (key is not null)
            {
                reader.Read();
            }
        }

        return LineAt(utf8, reader.TokenStartIndex);
    }

    private string Path => JsonPlace.TextOf(_levels.Reverse().Where(static level => level.Key is not null || level.Index >= 0).Select(static level => (level.Key, level.Index)));

    private void Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.Pop();
                return;
            case JsonTokenType.PropertyName:
                var key = reader.GetString()!;
                _levels.Peek().Key = key;
                if (!_levels.Peek().Keys!.Add(key))
                {
                    throw new CouncilFormatException(Path, LineAt(utf8, reader.TokenStartIndex), "this key is here twice. Take one out.");
                }

                return;
            default:
                Begin(ref reader);
                return;
        }
    }

    private void Begin(ref Utf8JsonReader reader)
    {
        if (_levels.TryPeek(out var level) && level.Keys is null)
        {
            level.Index++;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _levels.Push(new Level { Keys = reader.TokenType == JsonTokenType.StartObject ? new(StringComparer.Ordinal) : null });
        }
        else if (reader.TokenType == JsonTokenType.String)
        {
            _ = reader.GetString();
        }
    }

    private static long LineAt(ReadOnlySpan<byte> utf8, long index) => 1 + utf8[..(int)index].Count((byte)'\n');

    // The reader ends its messages with the place, which is told already.
    private static string Plain(string message)
        => message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var at and >= 0 ? message[..at] : message;

    private sealed class Level
    {
        /// <summary>The keys so far; null for a list.</summary>
        public HashSet<string>? Keys { get; init; }

        public string? Key { get; set; }

        /// <summary>The place in a list; -1 before the first.</summary>
        public int Index { get; set; } = -1;
    }
}
