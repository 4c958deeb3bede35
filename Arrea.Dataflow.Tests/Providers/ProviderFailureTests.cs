using System.Globalization;
using Arrea.Dataflow.Councils;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>Whatever a provider does wrong is said in the words of councils, after one request, and without key and question.</summary>
[TestClass]
public sealed class ProviderFailureTests(TestContext context)
{
    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_ServerError_IsTransientAndAskedOnce(string id)
    {
        var dialect = Dialect.Of(id);
        var failure = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf("the fan is stuck"), 500));

        AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: true);
        Assert.Contains("the fan is stuck", failure.Message);
    }

    [TestMethod]
    [DataRow(401)]
    [DataRow(403)]
    public async Task Ask_KeyRefused_IsUnauthorizedAndSaysNothingOfIt(int status)
    {
        foreach (var dialect in Dialect.All)
        {
            // As it comes: the key half hidden.
            var failure = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf($"Incorrect API key: {Dialect.Key[..9]}***{Dialect.Key[^6..]}"), status));

            AssertIs(failure, CouncilErrorCodes.Unauthorized, isTransient: false);
            Assert.DoesNotContain(Dialect.Key[..9], failure.ToString());
        }
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_BadRequest_IsToldWithoutKeyAndQuestion(string id)
    {
        var dialect = Dialect.Of(id);
        var failure = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf($"No model m for {Dialect.Key}: '{Dialect.Question[..30]}' is too hard"), 404));

        AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: false);
        Assert.Contains("404", failure.Message);
        Assert.Contains("No model m for [key]: '[prompt]' is too hard", failure.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_TooManyRequests_TellsHowLongToWait(string id)
    {
        var dialect = Dialect.Of(id);
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

        var seconds = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf("slow down"), 429, "Retry-After: 7"));
        var date = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf("slow down"), 429, $"Date: {Rfc(now)}", $"Retry-After: {Rfc(now.AddSeconds(90))}"));
        var past = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf("slow down"), 429, $"Date: {Rfc(now)}", $"Retry-After: {Rfc(now.AddSeconds(-90))}"));
        var nothing = await FailAsync(dialect, WireAnswer.Json("<html>", 429));

        AssertIs(seconds, CouncilErrorCodes.RateLimited, isTransient: true);
        Assert.AreEqual(TimeSpan.FromSeconds(7), seconds.RetryAfter);
        Assert.AreEqual(TimeSpan.FromSeconds(90), date.RetryAfter);
        Assert.AreEqual(TimeSpan.Zero, past.RetryAfter);
        AssertIs(nothing, CouncilErrorCodes.RateLimited, isTransient: true);
        Assert.IsNull(nothing.RetryAfter);
        static string Rfc(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_Overloaded_HeedsRetryAfterToo(string id)
    {
        var dialect = Dialect.Of(id);
        var failure = await FailAsync(dialect, WireAnswer.Json(dialect.ErrorOf("full"), 503, "Retry-After: 2"));

        AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: true);
        Assert.AreEqual(TimeSpan.FromSeconds(2), failure.RetryAfter);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_DroppedConnection_IsTransient(string id)
    {
        var dialect = Dialect.Of(id);
        AssertIs(await FailAsync(dialect, WireAnswer.Dropped), CouncilErrorCodes.ProviderFailed, isTransient: true);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_NobodyListens_IsTransient(string id)
    {
        var dialect = Dialect.Of(id);
        var server = new WireServer(WireAnswer.Dropped);
        await server.DisposeAsync();
        using var client = dialect.ClientOf(server);

        var failure = await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: true);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_HalfAnAnswer_IsTransient(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.HalfJson(dialect.Whole));

        AssertIs(await FailWholeAsync(dialect, server), CouncilErrorCodes.ProviderFailed, isTransient: true);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetResponseAsync_NoJsonOrNoAnswer_IsNotTransient(string id)
    {
        var dialect = Dialect.Of(id);
        foreach (var body in new[] { "{\"id\":", "<html>busy</html>", "[]", "{}", "\"forty-two\"", """{"choices":5,"content":5,"candidates":5,"message":null}""" })
        {
            await using var server = new WireServer(WireAnswer.Json(body));

            AssertIs(await FailWholeAsync(dialect, server), CouncilErrorCodes.ProviderFailed, isTransient: false);
        }
    }

    [TestMethod]
    [DataRow("openai")]
    [DataRow("anthropic")]
    [DataRow("gemini")]
    [DataRow("ollama")]
    public async Task GetStreamingResponseAsync_HalfAStream_IsTransientAfterWhatCame(string id)
    {
        var dialect = Dialect.Of(id);
        foreach (var answer in new[]
        {
            WireAnswer.Stream(dialect.Beginning),
            WireAnswer.Stream(dialect.Beginning + dialect.Rest[..20]),
            WireAnswer.UnfinishedStream(dialect.Beginning, WireEnd.Closed),
        })
        {
            await using var server = new WireServer(answer);
            var text = "";

            var failure = await FailStreamAsync(dialect, server, update => text += update.Text);

            AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: true);
            Assert.AreEqual("forty-", text);
            Assert.HasCount(1, server.Requests);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetStreamingResponseAsync_ErrorInTheMiddle_IsTold(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Stream(dialect.Beginning + dialect.ErrorPiece));

        var failure = await FailStreamAsync(dialect, server, static _ => { });

        AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: true);
        Assert.Contains("overloaded", failure.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetStreamingResponseAsync_PieceThatIsNoJson_IsNotTransient(string id)
    {
        var dialect = Dialect.Of(id);
        var piece = id == "ollama" ? "{nonsense\n" : "data: {nonsense\n\n";
        await using var server = new WireServer(WireAnswer.Stream(dialect.Beginning + piece + dialect.Rest));

        AssertIs(await FailStreamAsync(dialect, server, static _ => { }), CouncilErrorCodes.ProviderFailed, isTransient: false);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_CancelledBeforeTheFirstToken_ClosesTheConnection(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Silence);
        using var client = dialect.ClientOf(server);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        var asking = client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), ending.Token);
        await server.Asked;

        await ending.CancelAsync();

        await server.Left;
        await Assert.ThrowsAsync<OperationCanceledException>(() => asking);
        Assert.HasCount(1, server.Requests);
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task GetStreamingResponseAsync_CancelledInTheMiddle_ClosesTheConnection(string id)
    {
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.UnfinishedStream(dialect.Beginning, WireEnd.Open));
        using var client = dialect.ClientOf(server);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), ending.Token))
            {
                if (update.Text == "forty-")
                {
                    await ending.CancelAsync();
                }
            }
        });

        await server.Left;
    }

    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_Redirection_IsNotFollowed(string id)
    {
        var dialect = Dialect.Of(id);
        await using var thief = new WireServer(WireAnswer.Json(dialect.Whole));
        var failure = await FailAsync(dialect, WireAnswer.Json("", 307, $"Location: {thief.Address}"));

        AssertIs(failure, CouncilErrorCodes.ProviderFailed, isTransient: false);
        Assert.IsEmpty(thief.Requests);
    }

    private static void AssertIs(CouncilModelException failure, string code, bool isTransient)
    {
        Assert.AreEqual((code, isTransient), (failure.Code, failure.IsTransient), failure.Message);
        Assert.DoesNotContain(Dialect.Key, failure.ToString());
        Assert.DoesNotContain(Dialect.Question[..25], failure.ToString());
    }

    // Both ways of asking fail alike.
    private async Task<CouncilModelException> FailAsync(Dialect dialect, WireAnswer answer)
    {
        await using var server = new WireServer(answer);

        var whole = await FailWholeAsync(dialect, server);
        Assert.HasCount(1, server.Requests);
        var streamed = await FailStreamAsync(dialect, server, static _ => { });

        Assert.HasCount(2, server.Requests);
        Assert.AreEqual((whole.Message, whole.Code, whole.IsTransient, whole.RetryAfter), (streamed.Message, streamed.Code, streamed.IsTransient, streamed.RetryAfter));
        return whole;
    }

    private async Task<CouncilModelException> FailWholeAsync(Dialect dialect, WireServer server)
    {
        using var client = dialect.ClientOf(server);
        return await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));
    }

    private async Task<CouncilModelException> FailStreamAsync(Dialect dialect, WireServer server, Action<ChatResponseUpdate> see)
    {
        using var client = dialect.ClientOf(server);
        return await Assert.ThrowsExactlyAsync<CouncilModelException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken))
            {
                see(update);
            }
        });
    }
}
