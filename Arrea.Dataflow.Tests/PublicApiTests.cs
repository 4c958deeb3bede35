using System.Xml.Linq;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Polly;
using Arrea.Dataflow.Tests.PublicApi;
using Arrea.Dataflow.Tests.Support;
using Arrea.Providers;

namespace Arrea.Dataflow.Tests;

/// <summary>The public API of each library is what its text file says. Run with ARREA_ACCEPT_API=1 to accept a change.</summary>
[TestClass]
public sealed class PublicApiTests
{
    [TestMethod]
    [DataRow(typeof(Job), "PublicApiTests.txt")]
    [DataRow(typeof(ResilienceStages), "PublicApiTests.Polly.txt")]
    [DataRow(typeof(ChatProviders), "PublicApiTests.Providers.txt")]
    public void PublicApi_IsTheCommittedOne(Type member, string file)
    {
        var baseline = Repository.PathOf("Arrea.Dataflow.Tests", file);
        var actual = ApiListing.Of(member.Assembly);
        if (Environment.GetEnvironmentVariable("ARREA_ACCEPT_API") == "1")
        {
            File.WriteAllText(baseline, string.Join('\n', actual) + "\n");
            return;
        }

        var committed = File.Exists(baseline) ? File.ReadAllLines(baseline) : [];
        var changes = committed.Except(actual).Select(static line => (Line: line, Sign: '-'))
            .Concat(actual.Except(committed).Select(static line => (Line: line, Sign: '+')))
            .OrderBy(static change => change.Line, StringComparer.Ordinal).ThenByDescending(static change => change.Sign)
            .Select(static change => $"{change.Sign} {change.Line}");

        Expect.None(changes, $"The public API changed. If that is meant, run this test with ARREA_ACCEPT_API=1 and commit {file}");
    }

    [TestMethod]
    [DataRow("Arrea.Dataflow")]
    [DataRow("Arrea.Dataflow.Polly")]
    [DataRow("arrea")]
    public void Documentation_SaysOnceWhatAMemberIs(string assembly)
    {
        // The compiler takes two without a word. Only the parts of a type have one each.
        var members = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml")).Descendants("member")
            .Where(static member => !member.Attribute("name")!.Value.StartsWith("T:", StringComparison.Ordinal)).ToArray();

        Assert.IsNotEmpty(members);
        Expect.None(
            members.Where(static member => member.Elements("summary").Skip(1).Any() || member.Elements("remarks").Skip(1).Any() || member.Elements("returns").Skip(1).Any())
                .Select(static member => member.Attribute("name")!.Value),
            "Members whose documentation says the same thing twice");
    }

    [TestMethod]
    public void Listing_ShowsWhatCallersDependOn()
    {
        var lines = ApiListing.Of(typeof(Job).Assembly);

        Assert.Contains("Arrea.Dataflow.Jobs.Job.static Run<T>(Func<CancellationToken, ValueTask<T>> run) : Job<T>", lines);
        Assert.Contains("Arrea.Dataflow.Jobs.Job.Timeout { get; init; } : TimeSpan?", lines);
        Assert.Contains("Arrea.Dataflow.Outcomes.JobErrorCodes.const ExitCode : string = \"exit_code\"", lines);
        Assert.Contains("Arrea.Dataflow.Outcomes.OutcomeKind.Succeeded = 0", lines);
        Assert.Contains("Arrea.Dataflow.Policies.FailedAttempt.required Attempt { get; init; } : int", lines);
        Assert.HasCount(lines.Count, lines.Distinct());
    }
}
