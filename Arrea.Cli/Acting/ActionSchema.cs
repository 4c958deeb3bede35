using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Arrea.Cli.Acting;

/// <summary>What a document of actions may hold: the names, and the JSON schema that is made of them.</summary>
internal static class ActionSchema
{
    public const string Actions = "actions";
    public const string OnError = "on_error";
    public const string Example = """such as {"command":"run","args":["-c","echo hi"]}""";

    /// <summary>What a failure may do to the actions that have not started.</summary>
    public static readonly string[] Reactions = ["stop", "continue"];

    public static readonly string[] BatchProperties = [Actions, OnError];

    public static readonly string[] ActionProperties = ["command", "action", "args", "params", "order", "id", "needs", OnError];

    /// <summary>The commands that an action may name. None of them talks with its user: one that does has no place here.</summary>
    public static IReadOnlyList<string> Commands => [.. Subcommands.All.Select(static entry => entry.Name)];

    /// <summary>The schema, as <c>docs/reference/action.schema.json</c> has it.</summary>
    public static string Text
    {
        get
        {
            var bytes = new ArrayBufferWriter<byte>(4096);
            using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
            Write(json);
            json.Flush();
            return Encoding.UTF8.GetString(bytes.WrittenSpan) + "\n";
        }
    }

    private static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.WriteString("title", "Actions of arrea");
        json.WriteString("description", "What 'arrea action' takes: one action, or several. Ids are unique, needs name ids, and do not go round in a circle.");
        json.WriteStartArray("oneOf");
        Reference(json, "action");
        Reference(json, "batch");
        json.WriteEndArray();

        json.WriteStartObject("$defs");
        json.WriteStartObject("batch");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        json.WriteStartObject(Actions);
        json.WriteString("description", "The actions. Without needs, one runs after the other, in ascending order.");
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("$ref", "#/$defs/action");
        json.WriteEndObject();
        json.WriteEndObject();
        Reaction(json, "What a failure does to the actions that have not started. Default: stop.");
        json.WriteEndObject();
        Texts(json, "required", [Actions]);
        json.WriteBoolean("additionalProperties", false);
        json.WriteEndObject();
        Action(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Action(Utf8JsonWriter json)
    {
        json.WriteStartObject("action");
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        Choice(json, "command", "The command of arrea.", Commands);
        Choice(json, "action", "Another name for command.", Commands);
        Array(json, "args", "The words behind the command.");
        Array(json, "params", "Another name for args.");
        json.WriteStartObject("order");
        json.WriteString("description", "Those with a lower one start first; of two that are equal, the first of the document. Default: 0.");
        json.WriteString("type", "integer");
        json.WriteNumber("minimum", int.MinValue);
        json.WriteNumber("maximum", int.MaxValue);
        json.WriteEndObject();
        json.WriteStartObject("id");
        json.WriteString("description", "A name for those that need this action.");
        json.WriteString("type", "string");
        json.WriteString("pattern", "^[^\\u0000]+$");
        json.WriteEndObject();
        Array(json, "needs", "The ids of the actions that must have succeeded before this one starts.");
        Reaction(json, "What a failure of this action does to those that have not started. Default: what the document says.");
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartArray("oneOf");
        Required(json, "command");
        Required(json, "action");
        json.WriteEndArray();
        json.WriteStartObject("not");
        Texts(json, "required", ["args", "params"]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Reaction(Utf8JsonWriter json, string description) => Choice(json, OnError, description, Reactions);

    private static void Choice(Utf8JsonWriter json, string name, string description, IReadOnlyList<string> words)
    {
        json.WriteStartObject(name);
        json.WriteString("description", description);
        Texts(json, "enum", words);
        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("description", description);
        json.WriteString("type", "array");
        json.WriteStartObject("items");
        json.WriteString("type", "string");
        json.WriteString("pattern", "^[^\\u0000]*$");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        json.WriteString("$ref", $"#/$defs/{name}");
        json.WriteEndObject();
    }

    private static void Required(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject();
        Texts(json, "required", [name]);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
