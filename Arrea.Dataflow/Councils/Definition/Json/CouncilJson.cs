using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Definition.Json;

/// <summary>A council in JSON.</summary>
internal static class CouncilJson
{
    public const string ChairId = "chair";

    private static readonly JsonWriterOptions Form = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = JsonText.Deepest,
    };

    private static readonly string[] Keys = ["schema_version", "id", "name", "members", "rounds", "chair", "default_profile", "router", "tools", "metadata"];

    /// <exception cref="CouncilFormatException">The text is no JSON, or a value has the wrong type.</exception>
    public static DynamicCouncil Read(string text)
    {
        using var source = new JsonSource(text);
        var (root, top) = (source.Root, JsonPlace.Root);
        source.Expect(JsonShape.Object, root, top);
        var version = source.Value(root, top, "schema_version", JsonShape.Number);
        return new(source.Text(root, top, "id") is { } id && !string.IsNullOrWhiteSpace(id) ? id : throw source.Wrong(top, "a council must have an id that is not blank."))
        {
            SchemaVersion = version.ValueKind == JsonValueKind.Undefined ? DynamicCouncil.CurrentSchemaVersion
                : JsonNumbers.Short(version) ?? throw source.Wrong(top["schema_version"], "must be a whole number."),
            Name = source.Text(root, top, "name"),
            Members = [.. source.Items(root, top, "members").Select(item => MemberJson.Read(source, item.Value, item.Place, ""))],
            Rounds = [.. source.Items(root, top, "rounds").Select(item => RoundJson.Read(source, item.Value, item.Place))],
            Chair = source.Value(root, top, "chair", JsonShape.Object) is { ValueKind: JsonValueKind.Object } chair ? MemberJson.Read(source, chair, top["chair"], ChairId) : null,
            DefaultProfile = source.Text(root, top, "default_profile"),
            Router = source.Text(root, top, "router"),
            Tools = source.Texts(root, top, "tools"),
            Metadata = source.Value(root, top, "metadata", JsonShape.Object) is { ValueKind: JsonValueKind.Object } metadata ? (JsonObject?)JsonText.NodeOf(metadata) : null,
            Unknown = JsonSource.Others(root, Keys.Contains),
        };
    }

    /// <summary>Writes a council, its code left out. What a program has put into the kept keys may come out in another place once it is read again.</summary>
    /// <exception cref="CouncilFormatException">It holds what JSON cannot.</exception>
    public static string Write(DynamicCouncil council)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var at = JsonPlace.Root;
        try
        {
            using (var json = new Utf8JsonWriter(bytes, Form))
            {
                json.WriteStartObject();
                json.WriteNumber("schema_version", council.SchemaVersion);
                json.WriteString("id", JsonText.Whole(council.Id));
                WriteText(json, "name", council.Name);
                WriteList("members", council.Members, MemberJson.Write);
                WriteList("rounds", council.Rounds, RoundJson.Write);
                if (council.Chair is not null)
                {
                    at = JsonPlace.Root["chair"];
                    json.WritePropertyName("chair");
                    MemberJson.Write(json, council.Chair);
                }

                at = JsonPlace.Root;
                WriteText(json, "default_profile", council.DefaultProfile);
                WriteText(json, "router", council.Router);
                if (council.Tools.Count > 0)
                {
                    json.WritePropertyName("tools");
                    JsonText.Write(json, council.Tools);
                }

                if (council.Metadata is not null)
                {
                    json.WritePropertyName("metadata");
                    JsonText.Write(json, council.Metadata);
                }

                MemberJson.WriteOthers(json, council.Unknown, Keys.Contains);
                json.WriteEndObject();

                void WriteList<T>(string key, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
                {
                    json.WriteStartArray(key);
                    for (var index = 0; index < items.Count; index++)
                    {
                        at = JsonPlace.Root[key][index];
                        write(json, items[index]);
                    }

                    json.WriteEndArray();
                }
            }

            return Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException or NotSupportedException or JsonException)
        {
            // A number that is none, a tree that is too deep, or a value of a type that JSON does not have.
            throw new CouncilFormatException(
                [new(at.ToString(), CouncilProblemCodes.InvalidOverrideValue, "It holds what JSON cannot: a number that is none, a value of some other type, or more than 256 levels. Take it out.")], error);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string key, string? value)
    {
        if (value is not null)
        {
            json.WriteString(key, JsonText.Whole(value));
        }
    }
}
