using System.Text.Json;

namespace Arrea.Cli.Configuring;

/// <summary>Changes one property of a JSON object, and leaves the rest of the text as somebody has written it: other keys, comments, indents.</summary>
internal static class JsonEdit
{
    private const byte NewLine = (byte)'\n';
    private const byte Comma = (byte)',';

    /// <summary>The text with a property set.</summary>
    /// <param name="text">A JSON object.</param>
    /// <param name="name">The property.</param>
    /// <param name="value">Its value, as JSON.</param>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static byte[] Set(byte[] text, string name, byte[] value)
    {
        var (properties, open) = Properties(text);
        if (properties.FindLast(property => property.Name == name) is { } known)
        {
            return [.. text[..known.ValueStart], .. value, .. text[known.End..]];
        }

        byte[] pair = [.. JsonEncodedText.Encode(name).EncodedUtf8Bytes.ToArray().Prepend((byte)'"').Append((byte)'"'), .. ": "u8, .. value];
        if (properties.Count == 0)
        {
            return [.. text[..(open + 1)], .. "\n  "u8, .. pair, .. "\n"u8, .. text[(open + 1)..].AsSpan().TrimStart(" \t\r\n"u8)];
        }

        var last = properties[^1];
        return [.. text[..last.End], Comma, .. BreakBefore(text, last.Start), .. pair, .. text[last.End..]];
    }

    /// <summary>The text without a property; null when there is none of that name.</summary>
    /// <param name="text">A JSON object.</param>
    /// <param name="name">The property.</param>
    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static byte[]? Remove(byte[] text, string name)
    {
        var (properties, open) = Properties(text);
        var at = properties.FindIndex(property => property.Name == name);
        if (at < 0)
        {
            return null;
        }

        var (from, to) = at + 1 < properties.Count ? (properties[at].Start, properties[at + 1].Start)
            : at > 0 ? (properties[at - 1].End, properties[at].End)
            : (open + 1, AfterComma(text, properties[at].End));
        byte[] rest = [.. text[..from], .. text[to..]];

        // One of the same name that came twice goes as well.
        return Remove(rest, name) ?? rest;
    }

    private static (List<Property> Properties, int Open) Properties(byte[] text)
    {
        var start = text.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(text.AsSpan(start), SettingsFile.Json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("It is no object.");
        }

        var open = start + (int)reader.TokenStartIndex;
        List<Property> properties = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, at) = (reader.GetString()!, start + (int)reader.TokenStartIndex);
            reader.Read();
            var value = start + (int)reader.TokenStartIndex;
            reader.Skip();
            properties.Add(new Property(name, at, value, start + (int)reader.BytesConsumed));
        }

        // What follows the object is looked at as well.
        while (reader.Read())
        {
        }

        return (properties, open);
    }

    /// <summary>What stands between the line before a property and the property, so that a new one stands below it.</summary>
    private static byte[] BreakBefore(byte[] text, int start)
    {
        var line = Array.LastIndexOf(text, NewLine, start);
        var between = text.AsSpan(line < 0 ? start : line, line < 0 ? 0 : start - line);
        return between.Length > 0 && between.Trim(" \t\r\n"u8).Length == 0 ? between.ToArray() : " "u8.ToArray();
    }

    private static int AfterComma(byte[] text, int end)
    {
        var next = end;
        while (next < text.Length && text[next] is (byte)' ' or (byte)'\t' or (byte)'\r' or NewLine)
        {
            next++;
        }

        return next < text.Length && text[next] == Comma ? next + 1 : end;
    }

    private sealed record Property(string Name, int Start, int ValueStart, int End);
}
