using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arrea.Cli.Platform;
using Arrea.Dataflow.Configuration;

namespace Arrea.Cli.Configuring;

/// <summary>Settings as JSON.</summary>
internal static class SettingsJson
{
    /// <summary>Writes all settings as one object on one line.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static void Write(StandardStream output, Settings settings)
    {
        var bytes = Bytes(json =>
        {
            json.WriteStartObject();
            foreach (var key in ConfigKeys.All)
            {
                var origin = settings.OriginOf(key.Name);
                json.WriteStartObject(key.Name);
                json.WritePropertyName("value");
                if (settings.Engine.Get(key.Name) is { } value)
                {
                    WriteValue(json, key, value);
                }
                else
                {
                    json.WriteNullValue();
                }

                json.WriteString("origin", origin.Layer switch
                {
                    SettingLayer.User => "user",
                    SettingLayer.Project => "project",
                    SettingLayer.Environment => "environment",
                    _ => "default",
                });
                json.WriteString("source", origin.Source.Length > 0 ? origin.Source : null);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        });
        output.Write([.. bytes, (byte)'\n']);
    }

    /// <summary>A value as it stands in a file.</summary>
    public static byte[] ValueOf(ConfigKey key, object? value) => Bytes(json => WriteValue(json, key, value));

    private static void WriteValue(Utf8JsonWriter json, ConfigKey key, object? value)
    {
        switch (value)
        {
            case int number:
                json.WriteNumberValue(number);
                break;
            case bool isOn:
                json.WriteBooleanValue(isOn);
                break;
            case TimeSpan:
                json.WriteNumberValue(decimal.Parse(key.Format(value), CultureInfo.InvariantCulture));
                break;
            case IReadOnlyCollection<string> list:
                json.WriteStartArray();
                foreach (var text in list)
                {
                    json.WriteStringValue(text);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(key.Format(value));
                break;
        }
    }

    private static byte[] Bytes(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        write(json);
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
