using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Arrea.Dataflow.Councils;

namespace Arrea.Dataflow.Tests.Providers;

/// <summary>What goes to a provider goes nowhere else.</summary>
[TestClass]
public sealed class ProviderSecrecyTests(TestContext context)
{
    [TestMethod]
    [DynamicData(nameof(Dialect.Ids), typeof(Dialect))]
    public async Task Ask_SomebodyListens_HearsNeitherKeyNorQuestion(string id)
    {
        var heard = new ConcurrentQueue<string>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => heard.Enqueue($"{span.DisplayName} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Events.SelectMany(static happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(spans);
        using var events = new ClientEvents(heard);
        var dialect = Dialect.Of(id);
        await using var server = new WireServer(WireAnswer.Json(dialect.Whole), WireAnswer.Json(dialect.ErrorOf($"{Dialect.Key} {Dialect.Question}"), 500));
        using var client = dialect.ClientOf(server);

        await client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken);
        await Assert.ThrowsExactlyAsync<CouncilModelException>(() => client.GetResponseAsync(Dialect.Messages(), Dialect.Options(), context.CancellationToken));

        // The transport at least tells of the request: somebody did listen.
        Assert.Contains(server.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), string.Concat(heard));
        Assert.DoesNotContain(Dialect.Key, string.Concat(heard));
        Assert.DoesNotContain(Dialect.Question, string.Concat(heard));
    }

    /// <summary>What the official clients log.</summary>
    private sealed class ClientEvents(ConcurrentQueue<string> heard) : EventListener
    {
        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name.Contains("ClientModel", StringComparison.Ordinal) || eventSource.Name.Contains("OpenAI", StringComparison.Ordinal) || eventSource.Name.Contains("Anthropic", StringComparison.Ordinal))
            {
                EnableEvents(eventSource, EventLevel.LogAlways);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) => heard?.Enqueue(string.Join(' ', eventData.Payload ?? []));
    }
}
