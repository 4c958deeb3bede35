using Arrea.Dataflow.Councils.Answers;

namespace Arrea.Dataflow.Tests.Councils.Answers;

[TestClass]
public sealed class RankingAnswerTests
{
    private static readonly string[] Candidates = ["Response A", "Response B"];

    [TestMethod]
    public void TryRead_AllKeys_GivesAll()
    {
        var ranking = Read("""Here it is: {"ordering": ["response b", " Response A "], "rationale": "B is right.", "confidence": 1}""");

        CollectionAssert.AreEqual(new[] { "Response B", "Response A" }, ranking.Ordering.ToArray());
        Assert.AreEqual(("B is right.", 1d), (ranking.Rationale, ranking.Confidence));
    }

    [TestMethod]
    public void TryRead_UnknownAndTwice_StandAsTheyAre()
        => CollectionAssert.AreEqual(
            new[] { "Response Z", "Response A", "Response A", "7" },
            Read("""{"ordering":["Response Z","RESPONSE A","Response A",7]}""").Ordering.ToArray());

    [TestMethod]
    public void TryRead_WithoutCandidates_TakesAnything()
        => CollectionAssert.AreEqual(new[] { "b", "a" }, Read("""{"ordering":["b ","a"]}""", []).Ordering.ToArray());

    [TestMethod]
    [DataRow("Response A, Response B", "The answer holds no JSON object with the key \"ordering\".")]
    [DataRow("[\"Response A\"]", "The answer holds no JSON object with the key \"ordering\".")]
    [DataRow("{\"ordering\":\"Response A\"}", "The value of \"ordering\" is not a list.")]
    [DataRow("{\"ordering\":{\"1\":\"Response A\"}}", "The value of \"ordering\" is not a list.")]
    [DataRow("{\"ordering\":null}", "The value of \"ordering\" is not a list.")]
    [DataRow("{\"ordering\":[\"Response A\",null]}", "The list \"ordering\" holds something that is not a text.")]
    [DataRow("{\"ordering\":[[\"Response A\"]]}", "The list \"ordering\" holds something that is not a text.")]
    [DataRow("{\"ordering\":[]}", "The list \"ordering\" is empty.")]
    [DataRow("{\"ordering\":[\"X\",\"Y\"]}", "\"X\" in \"ordering\" is none of the candidates.")]
    public void TryRead_NoRanking_SaysWhy(string text, string expected)
    {
        Assert.IsFalse(RankingAnswer.TryRead(text, Candidates, out var answer, out var problem));
        Assert.AreEqual((null, expected), (answer, problem));
    }

    [TestMethod]
    public void ToString_HidesWhatWasSaid() => Assert.AreEqual("ranking", Read("""{"ordering":["Response A"]}""").ToString());

    private static RankingAnswer Read(string text, IReadOnlyList<string>? candidates = null)
    {
        Assert.IsTrue(RankingAnswer.TryRead(text, candidates ?? Candidates, out var answer, out var problem), problem);
        return answer;
    }
}
