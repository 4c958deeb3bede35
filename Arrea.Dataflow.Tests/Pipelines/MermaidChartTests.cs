using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class MermaidChartTests
{
    [TestMethod]
    public async Task ToMermaid_ShowsStagesNumbersRetriesAndBranches()
    {
        var builder = Pipeline.From<string>("urls")
            .Validate(static _ => null)
            .Then(static url => url.Length, new() { Name = "fetch", Parallelism = 8, Capacity = 64, Policy = ErrorPolicy.Tolerant() })
            .Batch(100)
            .FanOut(
                Pipeline.From<IReadOnlyList<int>>("sum").Then(static group => group.Sum(), new() { Policy = ErrorPolicy.Strict }),
                Pipeline.From<IReadOnlyList<int>>("first").Then(static group => group[0], new() { Policy = ErrorPolicy.Custom(static (_, _, _) => PolicyDecision.Stop) }));

        const string expected = """
            flowchart LR
                n0(["urls"])
                n1["validate<br/>1 at once, holds 128"]
                n0 --> n1
                n2["fetch<br/>8 at once, holds 64"]
                n1 --> n2
                n2 -. "at most 10 retries" .-> n2
                n3["batch<br/>holds 200"]
                n2 --> n3
                n4["fan-out"]
                n3 --> n4
                n5["then<br/>1 at once, holds 128"]
                n4 -->|"sum"| n5
                n6["then<br/>1 at once, holds 128"]
                n4 -->|"first"| n6
                n6 -. "retries as its policy says" .-> n6
                n7(("all"))
                n5 --> n7
                n6 --> n7
                n8(["outcomes"])
                n7 --> n8

            """;
        await using var pipeline = builder.Build();
        Assert.AreEqual(expected, builder.ToMermaid());
        Assert.AreEqual(expected, pipeline.ToMermaid());
    }

    [TestMethod]
    public void ToMermaid_HostileNames_AreShownAsTheyAre()
    {
        var chart = Pipeline.From<int>("a\"]; click n0 href \"javascript:x\"\n%%{init}%% <b>&#35;`é😀").ToMermaid();

        var lines = chart.Split('\n');
        Assert.AreEqual(
            "    n0([\"a#34;#93;#59; click n0 href #34;javascript#58;x#34;#10;#37;#37;#123;init#125;#37;#37; #60;b#62;#38;#35;35#59;#96;é#128512;\"])", lines[1]);
    }
}
