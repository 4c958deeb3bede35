using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Explaining;

/// <summary>A verdict as one line of JSON.</summary>
internal static class VerdictJson
{
    /// <summary>Writes the line.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static void Write(StandardStream output, string command, Verdict verdict)
    {
        var line = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            (string Name, string? Rule, string? Pattern, Range? Span, string? Why) said = verdict switch
            {
                Dangerous dangerous => ("dangerous", dangerous.Rule, dangerous.Pattern, dangerous.Span, dangerous.Why),
                Injection injection => ("injection", injection.Rule, null, injection.Span, injection.Why),
                Invalid invalid => ("invalid", null, null, null, FailureText.Verdict(invalid)),
                _ => ("ok", null, null, null, null),
            };
            json.WriteStartObject();
            json.WriteString("command", Shown.Json(command));
            if (Utf8Text.Encode(command) is { } bytes)
            {
                // Shown as \xFF they look like that text.
                json.WriteBase64String("command_base64", bytes);
            }

            json.WriteString("verdict", said.Name);
            json.WriteString("rule", said.Rule);
            json.WriteString("pattern", said.Pattern);
            if (said.Span is { } range)
            {
                var (start, length) = range.GetOffsetAndLength(command.Length);
                json.WriteStartArray("span");
                json.WriteNumberValue(Characters(command.AsSpan(0, start)));
                json.WriteNumberValue(Characters(command.AsSpan(0, start + length)));
                json.WriteEndArray();
            }
            else
            {
                json.WriteNull("span");
            }

            json.WriteString("why", said.Why);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        output.Write(line.WrittenSpan);
    }

    // Readers of JSON count characters, not the units of UTF-16.
    private static int Characters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            count += rune.Value >= 0 ? 1 : 0;
        }

        return count;
    }
}
