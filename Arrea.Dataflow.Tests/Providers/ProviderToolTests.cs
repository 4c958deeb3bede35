using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>Tools are shown to a model, its calls are understood, and what they say goes back.</summary>
[TestClass]
public sealed class ProviderToolTests(TestContext context)
{
    private static readonly Dictionary<string, string> Whole = new()
    {
        ["openai"] = """{"choices":[{"index":0,"message":{"content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":6,\"b\":[7]}"}},{"id":"c2","type":"function","function":{"name":"now","arguments":""}}]},"finish_reason":"tool_calls"}]}""",
        ["anthropic"] = """{"type":"message","content":[{"type":"thinking","thinking":"Hm.","signature":"proof"},{"type":"tool_use","id":"c1","name":"add","input":{"a":6,"b":[7]}},{"type":"tool_use","id":"c2","name":"now","input":{}}],"stop_reason":"tool_use"}""",
        ["gemini"] = """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"add","args":{"a":6,"b":[7]}},"thoughtSignature":"proof"},{"functionCall":{"name":"now"}}]},"finishReason":"STOP"}]}""",
        ["ollama"] = """{"message":{"content":"","tool_calls":[{"function":{"name":"add","arguments":{"a":6,"b":[7]}}},{"function":{"name":"now","arguments":{}}}]},"done":true}""",
    };

    private static readonly Dictionary<string, string> Streamed = new()
    {
        ["openai"] = """
            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":""}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":6,"}}]}}]}

            data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"c2","function":{"name":"now","arguments":""}},{"index":0,"function":{"arguments":"\"b\":[7]}"}}]}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """,
        ["anthropic"] = """
            data: {"type":"message_start","message":{"id":"r","usage":{"input_tokens":1}}}

            data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"c1","name":"add","input":{}}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"a\":6,"}}

            data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\"b\":[7]}"}}

            data: {"type":"content_block_stop","index":0}

            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"c2","name":"now","input":{}}}

            data: {"type":"content_block_stop","index":1}

            data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}

            data: {"type":"message_stop"}


            """,
        ["gemini"] = $"data: {Whole["gemini"]}\n\n",
        ["ollama"] = $"{Whole["ollama"]}\n",
    };

    private static readonly Dictionary<string, string> Shown = new()
    {
        ["openai"] = """[{"type":"function","function":{"name":"add","description":"Adds.","parameters":{"type":"object"}}}]""",
        ["anthropic"] = """[{"name":"add","description":"Adds.","input_schema":{"type":"object"}}]""",
        ["gemini"] = """[{"functionDeclarations":[{"name":"add","description":"Adds.","parametersJsonSchema":{"type":"object"}}]}]""",
        ["ollama"] = """[{"type":"function","function":{"name":"add","description":"Adds.","parameters":{"type":"object"}}}]""",
    };

    private static readonly Dictionary<string, string> Returned = new()
    {
        ["openai"] = """[{"role":"user","content":"Add."},{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{\"a\":6,\"b\":[7]}"}},{"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"13"},{"role":"tool","tool_call_id":"c2","content":"Error: no clock"}]""",
        ["anthropic"] = """[{"role":"user","content":[{"type":"text","text":"Add."}]},{"role":"assistant","content":[{"type":"thinking","thinking":"Hm.","signature":"proof"},{"type":"tool_use","id":"c1","name":"add","input":{"a":6,"b":[7]}},{"type":"tool_use","id":"c2","name":"now","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"13"},{"type":"tool_result","tool_use_id":"c2","content":"Error: no clock","is_error":true}]}]""",
        ["gemini"] = """[{"role":"user","parts":[{"text":"Add."}]},{"role":"model","parts":[{"functionCall":{"name":"add","args":{"a":6,"b":[7]}},"thoughtSignature":"proof"},{"functionCall":{"name":"now","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"name":"add","response":{"result":"13"}}},{"functionResponse":{"name":"now","response":{"error":"Error: no clock"}}}]}]""",
        ["ollama"] = """[{"role":"user","content":"Add."},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"add","arguments":{"a":6,"b":[7]}}},{"function":{"name":"now","arguments":{}}}]},{"role":"tool","tool_name":"add","content":"13"},{"role":"tool","tool_name":"now","content":"Error: no clock"}]""",
    };

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_CallsOfTools_GoThereAndBack(string id)
    {
        await using var server = new WireServer(WireAnswer.Json(Whole[id]));
        using var client = Dialect.Of(id).ClientOf(server);
        var options = new ChatOptions { ModelId = "m", Tools = [Add()] };
        List<ChatMessage> messages = [new(ChatRole.User, "Add.")];

        var response = await client.GetResponseAsync(messages, options, context.CancellationToken);
        var calls = AssertCalls(response);
        messages.AddRange(response.Messages);
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(calls[0].CallId, JsonValue.Create(13)), new FunctionResultContent(calls[1].CallId, null) { Exception = new InvalidOperationException("no clock") }]));
        await client.GetResponseAsync(messages, options, context.CancellationToken);

        var asked = JsonNode.Parse(server.Requests[0].Body)!;
        var again = JsonNode.Parse(server.Requests[1].Body)!;
        Assert.AreEqual(Shown[id], asked["tools"]!.ToJsonString());
        Assert.AreEqual(JsonNode.Parse(Returned[id])!.ToJsonString(), again[id == "gemini" ? "contents" : "messages"]!.ToJsonString());
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetStreamingResponseAsync_CallsOfTools_ComeWhole(string id)
    {
        await using var server = new WireServer(WireAnswer.Stream(Streamed[id]));
        using var client = Dialect.Of(id).ClientOf(server);

        var updates = await client.GetStreamingResponseAsync([new(ChatRole.User, "Add.")], new() { ModelId = "m", Tools = [Add()] }, context.CancellationToken).ToListAsync(context.CancellationToken);

        AssertCalls(updates.ToChatResponse());
    }

    [TestMethod]
    [DataRow("openai", "\"required\"", """{"type":"function","function":{"name":"add"}}""", "\"none\"", "tool_choice")]
    [DataRow("anthropic", """{"type":"any"}""", """{"type":"tool","name":"add"}""", """{"type":"none"}""", "tool_choice")]
    [DataRow("gemini", """{"functionCallingConfig":{"mode":"ANY"}}""", """{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["add"]}}""", """{"functionCallingConfig":{"mode":"NONE"}}""", "toolConfig")]
    public async Task GetResponseAsync_ChoiceOfTools_IsPutInTheWordsOfTheProvider(string id, string any, string one, string none, string name)
    {
        await using var server = new WireServer(WireAnswer.Json(Whole[id]));
        using var client = Dialect.Of(id).ClientOf(server);
        foreach (var mode in new ChatToolMode?[] { ChatToolMode.RequireAny, ChatToolMode.RequireSpecific("add"), ChatToolMode.None, null })
        {
            await client.GetResponseAsync([new(ChatRole.User, "Add.")], new() { ModelId = "m", Tools = [Add()], ToolMode = mode }, context.CancellationToken);
        }

        CollectionAssert.AreEqual(new[] { any, one, none, null }, server.Requests.Select(request => JsonNode.Parse(request.Body)![name]?.ToJsonString()).ToList());
    }

    [TestMethod]
    public async Task GetResponseAsync_ArgumentsThatAreNoObject_AreAnErrorOfTheCall()
    {
        await using var server = new WireServer(WireAnswer.Json("""{"choices":[{"message":{"tool_calls":[{"id":"c1","function":{"name":"add","arguments":"{\"a\":"}}]},"finish_reason":"tool_calls"}]}"""));
        using var client = Dialect.Of("openai").ClientOf(server);

        var response = await client.GetResponseAsync([new(ChatRole.User, "Add.")], new() { ModelId = "m" }, context.CancellationToken);

        Assert.IsInstanceOfType<JsonException>(response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Single().Exception);
    }

    private static List<FunctionCallContent> AssertCalls(ChatResponse response)
    {
        var calls = response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().ToList();
        CollectionAssert.AreEqual(new[] { "add", "now" }, calls.Select(static call => call.Name).ToList());
        Assert.AreEqual("6 [7]", $"{calls[0].Arguments!["a"]} {calls[0].Arguments!["b"]}");
        Assert.IsEmpty(calls[1].Arguments!);
        Assert.AreNotEqual(calls[0].CallId, calls[1].CallId);
        Assert.AreEqual(ChatFinishReason.ToolCalls, response.FinishReason);
        return calls;
    }

    private static AIFunctionDeclaration Add()
    {
        using var schema = JsonDocument.Parse("""{"type":"object"}""");
        return AIFunctionFactory.CreateDeclaration("add", "Adds.", schema.RootElement.Clone());
    }
}
