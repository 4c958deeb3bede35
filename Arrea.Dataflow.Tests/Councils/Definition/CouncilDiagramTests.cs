using System.Text.RegularExpressions;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Definition;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>The picture of a council, and names that try to be more than text in it.</summary>
[TestClass]
public sealed partial class CouncilDiagramTests
{
    [TestMethod]
    public void Of_Council_IsThisPicture()
    {
        var council = DynamicCouncil.Create("c")
            .WithMembers(new MemberSpec { Id = "ada", Provider = "openai", Model = "secret-model" }, new MemberSpec { Id = "bob", SubCouncil = "others" })
            .WithRounds(RoundTypes.IndependentAnalysis)
            .WithRound(new() { Type = RoundTypes.Iterate, MaxIterations = 2, Wrap = new() { Type = RoundTypes.Vote } })
            .WithChair("head", "openai", "secret-model");

        Assert.AreEqual(
            """
            flowchart TD
              input(["input"])
              subgraph r0["1: independent_analysis"]
                r0m0["ada"]
                r0m1[["bob: others"]]
              end
              input --> r0
              subgraph r1["2: iterate 2 × vote"]
                r1m0["ada"]
                r1m1[["bob: others"]]
              end
              r0 --> r1
              subgraph r2["3: synthesis"]
                r2m0["head"]
              end
              r1 --> r2
              answer(["answer"])
              r2 --> answer

            """,
            CouncilDiagram.Of(council.ToSpec()));
    }

    [TestMethod]
    public void Of_SynthesisThatIsARound_IsDrawnOnce()
    {
        var text = CouncilDiagram.Of(CouncilTemplates.WeightedConsensus([new() { Id = "ada" }, new() { Id = "bob" }], new() { Id = "head" }).ToSpec());

        Assert.HasCount(1, Regex.Matches(text, "synthesis"));
        Assert.HasCount(1, Regex.Matches(text, "\"head\""));
    }

    [TestMethod]
    public void Of_CouncilWithNothing_IsAPicture()
        => Assert.AreEqual("flowchart TD\n  input([\"input\"])\n  answer([\"answer\"])\n  input --> answer\n", CouncilDiagram.Of(new() { Id = "c" }));

    [TestMethod]
    [DataRow("\"]; r0 --> evil[\"x")]
    [DataRow("<img src=x onerror=alert(1)>")]
    [DataRow("%%{init: {\"theme\":\"dark\"}}%%")]
    [DataRow("a\nend\nclick r0m0 \"javascript:alert(1)\"")]
    [DataRow("`**bold**`")]
    [DataRow("#quot;]")]
    [DataRow("\u202Eevil\u0007")]
    [DataRow("\uD83D")]
    [DataRow("")]
    [DataRow("end")]
    public void Of_HostileName_IsTextWhereverItStands(string name)
    {
        var wrap = new RoundSpec { Type = name };
        var text = CouncilDiagram.Of(new()
        {
            Id = name,
            Members = [new() { Id = name }, new() { Id = name, SubCouncil = name }],
            Rounds = [new() { Type = name }, new() { Type = RoundTypes.Iterate, Wrap = wrap }],
            Chair = new() { Id = name },
        });

        foreach (var line in text.TrimEnd('\n').Split('\n'))
        {
            Assert.IsTrue(Line().IsMatch(line), line);
        }
    }

    [TestMethod]
    public void Of_LongName_IsCut()
        => Assert.IsLessThan(500, CouncilDiagram.Of(new() { Id = "c", Members = [new() { Id = new string('x', 100_000) }], Rounds = [new() { Type = RoundTypes.Vote }] }).Length);

    [GeneratedRegex("""\A(flowchart TD|  (input|answer)\(\["(input|answer)"\]\)|  subgraph r\d+\["\d+: [\w .#;×-]+"\]|    r\d+m\d+(\["[\w .#;-]+"\]|\[\["[\w .#;:-]+"\]\])|  end|  (input|r\d+) --> (r\d+|answer))\z""")]
    private static partial Regex Line();
}
