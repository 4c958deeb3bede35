using System.Text.Json;
using Arrea.Dataflow.Configuration;

namespace Arrea.Cli.Configuring;

/// <summary>Reads a file of settings: one JSON object of keys and values. Comments and a last comma are allowed.</summary>
internal static class SettingsFile
{
    /// <summary>A name that editors look at, and nobody else.</summary>
    public const string SchemaName = "$schema";

    public static JsonReaderOptions Json { get; } = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads the settings.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="bytes">What is in it.</param>
    /// <param name="take">Gets each key with its value: a text, a truth value, a list of texts.</param>
    /// <param name="problem">Gets what is wrong, a sentence each.</param>
    public static void Read(string path, ReadOnlySpan<byte> bytes, Action<string, object> take, Action<string> problem)
    {
        var reader = new Utf8JsonReader(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, Json);
        try
        {
            ReadObject(path, ref reader, take, problem);
        }
        catch (JsonException error)
        {
            problem($"{path}, line {error.LineNumber + 1}: this is no JSON: {FirstSentence(error.Message)}");
        }
        catch (InvalidOperationException)
        {
            // So the reader says that a text cannot be had: half of a pair of surrogates, or bytes that are not UTF-8.
            problem($"{path} holds a text that is not UTF-8.");
        }
    }

    /// <summary>What an error says, without the place and the names of the reader's own parts.</summary>
    public static string FirstSentence(string message)
        => message.Contains("isFinalBlock", StringComparison.Ordinal) || message.Contains("depth to be zero", StringComparison.Ordinal) ? "It ends before it is whole."
            : message.IndexOf(" LineNumber:", StringComparison.Ordinal) is >= 0 and var at ? message[..at] : message;

    private static void ReadObject(string path, ref Utf8JsonReader reader, Action<string, object> take, Action<string> problem)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            problem($"{path} is no object of keys and values, such as {{ \"max_workers\": 8 }}.");
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!seen.Add(name))
            {
                problem($"{path}: {name} is given twice.");
                reader.Skip();
            }
            else if (name == SchemaName || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else if (ConfigKeys.Find(name)?.Name != name)
            {
                problem($"{path}: {KeyName.Problem(name)}");
                reader.Skip();
            }
            else if (Value(ref reader) is { } value)
            {
                take(name, value);
            }
            else
            {
                problem($"{path}: {name} is neither a text, a number, a truth value nor a list of texts.");
            }
        }

        reader.Read();
    }

    private static object? Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.True or JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.Number:
                return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
            case JsonTokenType.StartArray:
                return Texts(ref reader);
            default:
                reader.Skip();
                return null;
        }
    }

    private static List<string>? Texts(ref Utf8JsonReader reader)
    {
        List<string>? texts = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                texts?.Add(reader.GetString()!);
            }
            else
            {
                texts = null;
                reader.Skip();
            }
        }

        return texts;
    }
}
