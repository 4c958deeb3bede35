using Arrea.Dataflow.Councils;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>What single providers say in their own way, and what is left of it.</summary>
[TestClass]
public sealed class ProviderErrorTests(TestContext context)
{
    [TestMethod]
    public async Task Gemini_BadKeyInA400_IsUnauthorized()
    {
        var failure = await FailAsync("gemini", "Add.", WireAnswer.Json("""{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}""", 400));

        Assert.AreEqual((CouncilErrorCodes.Unauthorized, false), (failure.Code, failure.IsTransient));
    }

    [TestMethod]
    public async Task Gemini_WaitInTheBody_IsHeeded()
    {
        var failure = await FailAsync("gemini", "Add.", WireAnswer.Json("""{"error":{"code":429,"message":"Slow down.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1.5s"}]}}""", 429));

        Assert.AreEqual((CouncilErrorCodes.RateLimited, true, TimeSpan.FromSeconds(1.5)), (failure.Code, failure.IsTransient, failure.RetryAfter));
        Assert.AreEqual("gemini answered 429 (RESOURCE_EXHAUSTED): Slow down.", failure.Message);
    }

    [TestMethod]
    public async Task Gemini_BlockedQuestion_IsNotTransient()
    {
        var failure = await FailAsync("gemini", "Add.", WireAnswer.Json("""{"promptFeedback":{"blockReason":"SAFETY"}}"""));

        Assert.AreEqual((CouncilErrorCodes.ProviderFailed, false), (failure.Code, failure.IsTransient));
        Assert.Contains("SAFETY", failure.Message);
    }

    [TestMethod]
    [DataRow("""{"error":{"code":429,"message":"Upstream is busy."}}""", CouncilErrorCodes.RateLimited, true)]
    [DataRow("""{"error":{"code":502,"message":"Upstream is down."}}""", CouncilErrorCodes.ProviderFailed, true)]
    [DataRow("""{"error":{"code":400,"message":"Upstream wonders."}}""", CouncilErrorCodes.ProviderFailed, false)]
    public async Task OpenRouter_ErrorInTheAnswer_IsWhatItSays(string body, string code, bool isTransient)
    {
        var failure = await FailAsync("openai", "Add.", WireAnswer.Json(body));

        Assert.AreEqual((code, isTransient), (failure.Code, failure.IsTransient));
    }

    [TestMethod]
    [DataRow("overloaded_error", CouncilErrorCodes.ProviderFailed, true)]
    [DataRow("rate_limit_error", CouncilErrorCodes.RateLimited, true)]
    [DataRow("authentication_error", CouncilErrorCodes.Unauthorized, false)]
    [DataRow("invalid_request_error", CouncilErrorCodes.ProviderFailed, false)]
    public async Task Anthropic_ErrorInTheStream_IsWhatItSays(string type, string code, bool isTransient)
    {
        var dialect = Dialect.Of("anthropic");
        await using var server = new WireServer(WireAnswer.Stream($$$"""{{{dialect.Beginning}}}event: error{{{"\n"}}}data: {"type":"error","error":{"type":"{{{type}}}","message":"No."}}{{{"\n\n"}}}"""));
        using var client = dialect.ClientOf(server);

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(async () => await client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken).ToListAsync(context.CancellationToken));

        Assert.AreEqual((code, isTransient), (failure.Code, failure.IsTransient));
    }

    [TestMethod]
    [DataRow("test", "the latest test failed", "the latest [prompt] failed")]
    [DataRow("a", "a word and a letter", "a word and a letter")]
    [DataRow("Tell me all about the sea, and then of ships.", "in 'about the sea, and then of sh' and 'about the sea'", "in '[prompt]' and 'about the sea'")]
    public async Task Message_WithAPieceOfTheQuestion_IsShownWithoutIt(string question, string said, string shown)
    {
        var failure = await FailAsync("openai", question, WireAnswer.Json($$$"""{"error":{"message":"{{{said}}}"}}""", 400));

        Assert.AreEqual($"openai answered 400: {shown}", failure.Message);
    }

    [TestMethod]
    public async Task Message_Long_IsCutAndOnOneLine()
    {
        var failure = await FailAsync("openai", "Add.", WireAnswer.Json($$$"""{"error":{"message":"one\ntwo\u001b[31m {{{new string('x', 5000)}}}"}}""", 400));

        Assert.IsLessThan(600, failure.Message.Length);
        Assert.IsEmpty(failure.Message.Where(char.IsControl));
        Assert.Contains("one two", failure.Message);
    }

    private async Task<CouncilModelException> FailAsync(string id, string question, WireAnswer answer)
    {
        await using var server = new WireServer(answer);
        using var client = Dialect.Of(id).ClientOf(server);
        return await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync([new(ChatRole.User, question)], new() { ModelId = "m" }, context.CancellationToken));
    }
}
