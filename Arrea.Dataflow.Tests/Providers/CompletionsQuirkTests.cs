using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>Models that do not take an option are asked again without it, once, and it is remembered.</summary>
[TestClass]
public sealed class CompletionsQuirkTests(TestContext context)
{
    private const string NoMaxTokens = """{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}""";
    private const string NoTemperature = """{"error":{"message":"Unsupported value: 'temperature' does not support 0.5 with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}""";

    private static readonly Dialect OpenAI = Dialect.Of("openai");

    [TestMethod]
    public async Task GetResponseAsync_ModelThatTakesNeither_IsAskedAgainForEachAndRemembered()
    {
        await using var server = Strict();
        using var client = OpenAI.ClientOf(server);

        var first = await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);
        await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);

        Assert.AreEqual("forty-two, grüße", first.Text);
        CollectionAssert.AreEqual(new[] { "temperature max_tokens", "temperature max_completion_tokens", "max_completion_tokens", "max_completion_tokens" }, Sent(server));
    }

    [TestMethod]
    public async Task GetStreamingResponseAsync_ModelThatTakesNeither_IsAskedAgain()
    {
        await using var server = Strict(WireAnswer.Stream(OpenAI.Beginning + OpenAI.Rest));
        using var client = OpenAI.ClientOf(server);

        var updates = await client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken).ToListAsync(context.CancellationToken);

        Assert.AreEqual("forty-two, grüße", updates.ToChatResponse().Text);
        Assert.HasCount(3, server.Requests);
    }

    [TestMethod]
    public async Task GetStreamingResponseAsync_ServerWithoutCounts_IsAskedAgainWithoutThem()
    {
        await using var server = new WireServer((request, _) => request.Body.Contains("stream_options", StringComparison.Ordinal)
            ? WireAnswer.Json("{\"error\":{\"message\":\"Extra inputs are not permitted: stream_options\"}}", 422)
            : WireAnswer.Stream(OpenAI.Beginning + OpenAI.Rest));
        using var client = OpenAI.ClientOf(server);

        var updates = await client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken).ToListAsync(context.CancellationToken);

        Assert.AreEqual("forty-two, grüße", updates.ToChatResponse().Text);
        Assert.HasCount(2, server.Requests);
    }

    [TestMethod]
    public async Task GetResponseAsync_AnotherModel_IsAskedAsEver()
    {
        await using var server = Strict();
        using var client = OpenAI.ClientOf(server);
        await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);
        var options = Dialect.Options();
        options.ModelId = "another";

        await client.GetResponseAsync(Dialect.Messages(), options, context.CancellationToken);

        Assert.AreEqual("temperature max_tokens", Sent(server)[3]);
    }

    [TestMethod]
    public async Task GetResponseAsync_ModelThatRefusesWhatItWants_IsNotAskedForEver()
    {
        await using var server = new WireServer(WireAnswer.Json(NoMaxTokens, 400));
        using var client = OpenAI.ClientOf(server);

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        Assert.AreEqual((CouncilErrorCodes.ProviderFailed, false), (failure.Code, failure.IsTransient));
        Assert.HasCount(2, server.Requests);
    }

    [TestMethod]
    public async Task GetResponseAsync_OtherBadRequest_IsAskedOnce()
    {
        await using var server = new WireServer(WireAnswer.Json("""{"error":{"message":"This model's maximum context is 8 tokens.","param":"messages"}}""", 400));
        using var client = OpenAI.ClientOf(server);

        await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    public async Task GetResponseAsync_QuotaUsedUp_IsNotTransient()
    {
        await using var server = new WireServer(WireAnswer.Json("""{"error":{"message":"You exceeded your quota.","type":"insufficient_quota","code":"insufficient_quota"}}""", 429));
        using var client = OpenAI.ClientOf(server);

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        Assert.AreEqual((CouncilErrorCodes.RateLimited, false), (failure.Code, failure.IsTransient));
    }

    [TestMethod]
    public async Task GetStreamingResponseAsync_CountsWithEveryPiece_AreCountedOnce()
    {
        await using var server = new WireServer(WireAnswer.Stream("""
            data: {"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}

            data: {"choices":[{"index":0,"delta":{"content":"b"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}}

            data: [DONE]


            """));
        using var client = OpenAI.ClientOf(server);

        var updates = await client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken).ToListAsync(context.CancellationToken);

        Assert.AreEqual(2L, updates.SelectMany(static update => update.Contents).OfType<UsageContent>().Single().Details.OutputTokenCount);
    }

    [TestMethod]
    public async Task GetResponseAsync_ReasoningRefusalAndLogProbabilities_AreKept()
    {
        await using var server = new WireServer(WireAnswer.Json("""
            {"choices":[{"index":0,"message":{"content":null,"refusal":"No.","reasoning_content":"Hm."},"logprobs":{"content":[{"token":"No","logprob":-0.1}]},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":1}}}
            """));
        using var client = OpenAI.ClientOf(server);

        var response = await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);

        Assert.AreEqual("No.", response.Text);
        Assert.AreEqual("Hm.", response.Messages.SelectMany(static message => message.Contents).OfType<TextReasoningContent>().Single().Text);
        Assert.AreEqual((5L, 1L), (response.Usage!.CachedInputTokenCount, response.Usage.ReasoningTokenCount));
        Assert.Contains("-0.1", response.AdditionalProperties!["logprobs"]!.ToString()!);
    }

    private static WireServer Strict(WireAnswer? good = null) => new((request, _) =>
        request.Body.Contains("\"max_tokens\"", StringComparison.Ordinal) && request.Body.Contains("\"m\"", StringComparison.Ordinal) ? WireAnswer.Json(NoMaxTokens, 400)
        : request.Body.Contains("\"temperature\"", StringComparison.Ordinal) && request.Body.Contains("\"m\"", StringComparison.Ordinal) ? WireAnswer.Json(NoTemperature, 400)
        : good ?? WireAnswer.Json(OpenAI.Whole));

    private static List<string> Sent(WireServer server) =>
        [.. server.Requests.Select(static request => string.Join(' ', JsonNode.Parse(request.Body)!.AsObject().Select(static pair => pair.Key).Where(static name => name is "temperature" or "max_tokens" or "max_completion_tokens")))];
}
