using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Tests.Councils;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>Each provider is asked in its own words, and what it answers is understood, whole and in pieces.</summary>
[TestClass]
public sealed class ProviderAnswerTests(TestContext context)
{
    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_Question_IsAskedAndAnswered(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        using var client = dialect.ClientOf(server);

        var response = await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);

        Assert.AreEqual("forty-two, grüße", response.Text);
        Assert.AreEqual((9L, 2L, 11L), (response.Usage!.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.AreEqual("m-1", response.ModelId);
        Assert.AreEqual(ChatFinishReason.Stop, response.FinishReason);
        AssertAsked(server, dialect, dialect.Path, dialect.Request);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetStreamingResponseAsync_StreamInPieces_IsReadWhole(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Stream(dialect.Beginning + dialect.Rest));
        using var client = dialect.ClientOf(server);

        var updates = await client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken).ToListAsync(context.CancellationToken);

        CollectionAssert.AreEqual(new[] { "forty-", "two, grüße" }, updates.Select(static update => update.Text).Where(static text => text.Length > 0).ToList());
        var usage = updates.SelectMany(static update => update.Contents).OfType<UsageContent>().Single().Details;
        Assert.AreEqual((9L, 2L, 11L), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.AreEqual(ChatFinishReason.Stop, updates.ToChatResponse().FinishReason);
        AssertAsked(server, dialect, dialect.StreamedPath, dialect.StreamedRequest);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetStreamingResponseAsync_FirstPiece_IsThereBeforeTheRest(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.UnfinishedStream(dialect.Beginning, WireEnd.Open));
        using var client = dialect.ClientOf(server);

        await foreach (var update in client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken))
        {
            if (update.Text == "forty-")
            {
                break;
            }
        }

        // Nobody reads any more, and the provider is to hear of it: what it goes on to say costs money.
        await server.Left;
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_Extra_GoesIntoTheRequest(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        using var client = dialect.ClientOf(server);
        var options = Dialect.Options();
        var into = id switch { "gemini" => "generationConfig", "ollama" => "options", _ => "metadata" };
        options.AdditionalProperties = new() { ["model"] = "another", [into] = new JsonObject { ["temperature"] = 1 }, ["flag"] = JsonValue.Create(true) };

        await client.GetResponseAsync(Dialect.Messages(), options, context.CancellationToken);

        var body = JsonNode.Parse(server.Requests[0].Body)!;
        Assert.AreEqual(1, (int)body[into]!["temperature"]!);
        Assert.IsTrue((bool)body["flag"]!);
        Assert.AreEqual(id == "gemini" ? "another" : "m", (string)body["model"]!);
        Assert.AreEqual(id is "gemini" ? 100 : null, (int?)body[into]!["maxOutputTokens"]);
    }

    [TestMethod]
    [DataRow("openai", """{"type":"json_schema","json_schema":{"name":"answer","schema":{"type":"object"}}}""", "response_format")]
    [DataRow("anthropic", """{"format":{"type":"json_schema","schema":{"type":"object"}}}""", "output_config")]
    [DataRow("gemini", """{"temperature":0.5,"maxOutputTokens":100,"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}""", "generationConfig")]
    [DataRow("ollama", """{"type":"object"}""", "format")]
    public async Task GetResponseAsync_Schema_IsPutInTheWordsOfTheProvider(string id, string expected, string name)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        using var client = dialect.ClientOf(server);
        var options = Dialect.Options();
        using var schema = System.Text.Json.JsonDocument.Parse("""{"type":"object"}""");
        options.ResponseFormat = ChatResponseFormat.ForJsonSchema(schema.RootElement);

        await client.GetResponseAsync(Dialect.Messages(), options, context.CancellationToken);

        Assert.AreEqual(expected, JsonNode.Parse(server.Requests[0].Body)![name]!.ToJsonString());
    }

    [TestMethod]
    [DataRow("openai", "high", """{"reasoning_effort":"high"}""")]
    [DataRow("anthropic", "high", """{"output_config":{"effort":"high"}}""")]
    [DataRow("gemini", "high", """{"generationConfig":{"thinkingConfig":{"thinkingLevel":"high"}}}""")]
    [DataRow("gemini", "512", """{"generationConfig":{"thinkingConfig":{"thinkingBudget":512}}}""")]
    [DataRow("ollama", "high", """{"think":"high"}""")]
    [DataRow("ollama", "false", """{"think":false}""")]
    public async Task GetResponseAsync_Effort_IsPutInTheWordsOfTheProvider(string id, string effort, string expected)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole));
        using var client = dialect.ClientOf(server);

        await client.GetResponseAsync(Dialect.Messages(), new() { ModelId = "m", AdditionalProperties = new() { ["reasoning_effort"] = effort } }, context.CancellationToken);

        var (name, value) = JsonNode.Parse(expected)!.AsObject().Single();
        Assert.AreEqual(value!.ToJsonString(), JsonNode.Parse(server.Requests[0].Body)![name]!.ToJsonString());
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task RunAsync_CouncilOfAProvider_HasItsAnswerAndCountsItsTokens(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Stream(dialect.Beginning + dialect.Rest));
        using var client = dialect.ClientOf(server);
        await using var engine = Engines.Create();
        var council = Panels.Of(new MemberSpec { Id = "a", Client = client, Model = "m", Stream = true });

        var result = await engine.Councils.RunAsync(council, new CouncilInput("What now?"), null, context.CancellationToken);

        Assert.AreEqual("forty-two, grüße", result.Final);
        Assert.AreEqual(new TokenUsage(9, 2), result.Rounds[0].Members[0].Usage);
    }

    private static void AssertAsked(WireServer server, Dialect dialect, string path, string body)
    {
        var request = server.Requests.Single();
        Assert.AreEqual(path, request.Path);
        // The text of the JSON, in its order; only the way of writing other scripts is free.
        Assert.AreEqual(JsonNode.Parse(body)!.ToJsonString(), JsonNode.Parse(request.Body)!.ToJsonString());
        var header = dialect.KeyHeader.Split(": ");
        Assert.AreEqual(header[1], request.Headers[header[0]]);
        Assert.StartsWith("application/json", request.Headers["Content-Type"]);
        Assert.DoesNotContain(Dialect.Key, request.Path);
    }
}
