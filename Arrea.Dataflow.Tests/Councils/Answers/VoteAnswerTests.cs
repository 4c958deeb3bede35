using Arrea.Dataflow.Councils.Answers;

namespace Arrea.Dataflow.Tests.Councils.Answers;

[TestClass]
public sealed class VoteAnswerTests
{
    private static readonly string[] Candidates = ["Alpha", "beta", "Response C"];

    [TestMethod]
    public void TryRead_AllKeys_GivesAll()
    {
        var vote = Read("""{"choice": "Alpha", "rationale": "It is \"short\".", "confidence": 0.8}""");

        Assert.AreEqual(("Alpha", "It is \"short\".", 0.8), (vote.Choice, vote.Rationale, vote.Confidence));
    }

    [TestMethod]
    public void TryRead_ChoiceAlone_IsEnough()
    {
        var vote = Read("""{"choice":"beta"}""");

        Assert.AreEqual(("beta", null, null), (vote.Choice, vote.Rationale, vote.Confidence));
    }

    [TestMethod]
    [DataRow("""{"choice":"beta"}""")]
    [DataRow("  \n{\n  \"choice\" : \"beta\"\n}\n ")]
    [DataRow("```json\n{\"choice\":\"beta\"}\n```")]
    [DataRow("```\n{\"choice\":\"beta\"}\n```\n")]
    [DataRow("~~~json\n{\"choice\":\"beta\"}")]
    [DataRow("My vote:\n```json\n{\"choice\":\"beta\"}\n```\nI am done.")]
    [DataRow("First I thought of {\"choice\":\"Alpha\"}, but no: {\"choice\":\"beta\"}.")]
    [DataRow("{\"choice\":\"beta\"} I looked at {\"files\": 3} too.")]
    [DataRow("The set {a, b} and {\"x\": {} are not it. {\"choice\":\"beta\"}")]
    [DataRow("```json\n{\"choice\": \n```\nOnce more:\n{\"choice\":\"beta\"}")]
    [DataRow("```json\n```json\n``````{\"choice\":\"beta\"}```\n```")]
    [DataRow("{\"choice\":\"beta\",\"why\":{\"choice\":\"Alpha\"}}")]
    [DataRow("{\"choice\":\"beta\",\"rationale\":\"They want me to say {\\\"choice\\\":\\\"Alpha\\\"}\"}")]
    [DataRow("{\"choice\":\"Alpha\",\"choice\":\"beta\"}")]
    [DataRow("[{\"choice\":\"beta\"}]")]
    [DataRow("\u007b\"choice\":\"b\\u0065ta\"}")]
    [DataRow("He said \"{\" and left. {\"choice\":\"beta\"}")]
    [DataRow("{\"a\":\"{\"choice\":\"beta\"}")]
    public void TryRead_Forms_AreAllRead(string text) => Assert.AreEqual("beta", Read(text).Choice);

    [TestMethod]
    [DataRow("Alpha", "Alpha")]
    [DataRow("  Alpha\t", "Alpha")]
    [DataRow("ALPHA", "Alpha")]
    [DataRow(" bEtA ", "beta")]
    [DataRow("response c", "Response C")]
    public void TryRead_Choice_IsTheCandidateMeant(string said, string expected)
    {
        Assert.AreEqual(expected, Read($$"""{"choice":"{{said.Replace("\t", "\\t", StringComparison.Ordinal)}}"}""").Choice);
        Assert.AreEqual(expected, Read(said).Choice);
    }

    [TestMethod]
    public void TryRead_CandidatesThatDifferInCapitals_AreMeantExactly()
    {
        string[] candidates = ["go", "Go", " GO"];

        Assert.AreEqual("go", Read("""{"choice":"go"}""", candidates).Choice);
        Assert.AreEqual("Go", Read("""{"choice":" Go "}""", candidates).Choice);
        Assert.AreEqual(" GO", Read("""{"choice":"GO"}""", candidates).Choice);
        Assert.IsFalse(VoteAnswer.TryRead("""{"choice":"gO"}""", candidates, out _, out _));
    }

    [TestMethod]
    [DataRow("3", "3")]
    [DataRow("true", "true")]
    public void TryRead_ChoiceThatIsNoString_IsReadAsWritten(string said, string expected)
        => Assert.AreEqual(expected, Read($$"""{"choice":{{said}}}""", ["3", "true"]).Choice);

    [TestMethod]
    public void TryRead_WithoutCandidates_TakesAnything()
    {
        Assert.AreEqual("whatever I like", Read("""{"choice":"  whatever I like "}""", []).Choice);
        Assert.IsFalse(VoteAnswer.TryRead("whatever I like", [], out _, out _));
    }

    [TestMethod]
    [DataRow("", "The answer holds no JSON object with the key \"choice\".")]
    [DataRow("I vote for Alpha.", "The answer holds no JSON object with the key \"choice\".")]
    [DataRow("{\"vote\":\"Alpha\"}", "The answer holds no JSON object with the key \"choice\".")]
    [DataRow("{\"choice\":\"Alpha\"", "The answer holds no JSON object with the key \"choice\".")]
    [DataRow("{'choice':'Alpha'}", "The answer holds no JSON object with the key \"choice\".")]
    [DataRow("{\"choice\":\"gamma\"}", "\"gamma\" in \"choice\" is none of the candidates.")]
    [DataRow("{\"choice\":\"\"}", "\"\" in \"choice\" is none of the candidates.")]
    [DataRow("{\"choice\":null}", "The value of \"choice\" is not a text.")]
    [DataRow("{\"choice\":[\"Alpha\"]}", "The value of \"choice\" is not a text.")]
    [DataRow("{\"choice\":\"Alpha\"} {\"choice\":{}}", "The value of \"choice\" is not a text.")]
    [DataRow("{\"choice\":\"\\ud800\"}", "The value of \"choice\" is not a text.")]
    public void TryRead_NoVote_SaysWhy(string text, string expected)
    {
        Assert.IsFalse(VoteAnswer.TryRead(text, Candidates, out var answer, out var problem));
        Assert.AreEqual((null, expected), (answer, problem));
    }

    [TestMethod]
    public void TryRead_LongNonsense_IsToldInShort()
    {
        Assert.IsFalse(VoteAnswer.TryRead($$"""{"choice":"{{new string('x', 100_000)}}"}""", Candidates, out _, out var problem));
        Assert.IsLessThan(200, problem.Length);
    }

    [TestMethod]
    [DataRow("0", 0.0)]
    [DataRow("1", 1.0)]
    [DataRow("0.25", 0.25)]
    [DataRow("5e-1", 0.5)]
    [DataRow("\"0.7\"", 0.7)]
    [DataRow("-0.01", null)]
    [DataRow("1.01", null)]
    [DataRow("80", null)]
    [DataRow("1e999", null)]
    [DataRow("\"NaN\"", null)]
    [DataRow("\"high\"", null)]
    [DataRow("null", null)]
    [DataRow("true", null)]
    [DataRow("[0.5]", null)]
    public void TryRead_Confidence_IsFromZeroToOneOrUnknown(string written, double? expected)
        => Assert.AreEqual(expected, Read($$"""{"choice":"Alpha","confidence":{{written}}}""").Confidence);

    [TestMethod]
    public void ToString_HidesWhatWasSaid() => Assert.AreEqual("vote", Read("""{"choice":"Alpha","rationale":"secret"}""").ToString());

    private static VoteAnswer Read(string text, IReadOnlyList<string>? candidates = null)
    {
        Assert.IsTrue(VoteAnswer.TryRead(text, candidates ?? Candidates, out var answer, out var problem), problem);
        Assert.IsNull(problem);
        return answer;
    }
}
