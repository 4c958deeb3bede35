using System.Text;
using System.Text.Json;
using Arrea.Dataflow.Councils.Answers;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils.Answers;

/// <summary>No text that a model writes makes the reading throw, or takes more than linear time.</summary>
[TestClass]
public sealed class HostileTextTests
{
    private static readonly int Size = TestScale.Choose(200_000, 4_000_000, "characters of hostile answers");

    private static IEnumerable<object[]> Units =>
    [
        ["{"], ["}"], ["[{"], ["{\""], ["{\"a\":"], ["{\"a\":{"], ["{\"a\":["], ["{\"a\":1,"], ["{\"a\":\"{\\\""], ["\""], ["\\"], ["{\"\\"], ["```json\n{"], ["```"], ["{ "], ["{\n\n\n"],
        ["{}"], ["{\"choice\":"], ["{\"choice\":\"\\ud800\"}"], ["{\"choice\":1}"], ["{\":\""], ["{\",\":\""], ["{\"a\":\"x\",\"b\":\""], ["{\"a\":\"\"}{\"b\":\"{\"c\":\""], ["\0"], ["\ud83d{\""],
        ["{\"a\":-"], ["{\"a\":tru"], ["{\"a\":1e"], ["9"], ["{\"a\":\"\\u00\""],
    ];

    [TestMethod]
    [DynamicData(nameof(Units))]
    public void TryRead_MegabytesOfOneThing_TakesAFewPasses(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, Size / unit.Length));

        AssertNothingThrows(text);
        AssertNothingThrows("{\"choice\":\"" + text);
        AssertNothingThrows("{\"choice\":[" + text + "]}");
    }

    [TestMethod]
    [DynamicData(nameof(Units))]
    public void TryRead_AnswerBehindMegabytes_IsFound(string unit)
    {
        // The end of a text closes what is open in it, so that the answer stands outside.
        var text = string.Concat(Enumerable.Repeat(unit, 10_000)) + "\n\"\n}\n{\"choice\":\"a\"}";

        Assert.IsTrue(VoteAnswer.TryRead(text, ["a"], out var answer, out var problem), problem);
        Assert.AreEqual("a", answer.Choice);
    }

    [TestMethod]
    public void TryRead_DeepNesting_IsNoAnswerAndNoStackOverflow()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"choice\":", Size / 10)) + "1" + new string('}', Size / 10);

        Assert.IsFalse(VoteAnswer.TryRead(deep, ["a"], out _, out _));
        Assert.IsFalse(VoteAnswer.TryRead("{\"x\":" + new string('[', 500) + new string(']', 500) + ",\"choice\":\"a\"}", ["a"], out _, out _));
        Assert.IsTrue(VoteAnswer.TryRead(deep + "{\"choice\":\"a\"}", ["a"], out _, out _));
    }

    [TestMethod]
    [DynamicData(nameof(Units))]
    public void In_EachPlace_IsReadTwiceAtMost(string unit)
        => AssertFewSteps(string.Concat(Enumerable.Repeat(unit, 20_000 / unit.Length)));

    [TestMethod]
    public Task In_UnitsByChance_AreReadTwiceAtMost() => Sequences.RunAsync(1000, 50_000, "repeated pieces of JSON", seed =>
    {
        var random = new Random(seed);
        string[] pieces = ["{", "}", "[", "]", "\"", "\"", "\"a\"", "\"a\":", ":", ",", "1", "\\\"", "{\"", "\":", "\",\""];
        var unit = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.In(pieces)));

        AssertFewSteps(string.Concat(Enumerable.Repeat(unit, 2000 / unit.Length)));
        AssertFewSteps("{\"a\":" + string.Concat(Enumerable.Repeat(unit, 2000 / unit.Length)));
        return Task.CompletedTask;
    });

    [TestMethod]
    public Task In_TextsByChance_AreWhatTheParserOfThePlatformReads() => Sequences.RunAsync(3000, 200_000, "texts with JSON in them", seed =>
    {
        var random = new Random(seed);
        string[] pieces = ["{", "}", "[", "]", "\"", "\"a\"", ":", ",", "1", "-0.5e3", "01", "true", "nul", " ", "\n", "\\", "\\\"", "\\u0041", "x", "{\"a\":1}", "\"choice\":\"a\"", "\t"];
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => random.In(pieces)));
        var found = JsonObjects.In(text);

        AssertNothingThrows(text);
        foreach (var range in found)
        {
            Assert.IsTrue(IsObject(text[range.Start..range.End]), $"{text} at {range}");
        }

        // A text that begins with an object holds it, whatever follows.
        var first = Enumerable.Range(1, text.Length).FirstOrDefault(end => IsObject(text[..end]));
        if (first > 0 && text[0] == '{')
        {
            Assert.Contains(new JsonRange(0, first), found, text);
        }

        return Task.CompletedTask;
    });

    [TestMethod]
    public Task TryRead_ObjectBetweenProse_IsFound() => Sequences.RunAsync(2000, 100_000, "answers in prose", seed =>
    {
        var random = new Random(seed);
        string[] prose = ["Well", " {", "} ", "{x", "\n```json\n", "```", " [", "] ", "{{", "}}", ": ", "{1:", "it's "];
        var text = new StringBuilder();
        for (var words = random.Next(8); words > 0; words--)
        {
            text.Append(random.In(prose));
        }

        text.Append("{\"choice\":\"a\"}");
        for (var words = random.Next(8); words > 0; words--)
        {
            text.Append(random.In(prose));
        }

        Assert.IsTrue(VoteAnswer.TryRead(text.ToString(), ["a"], out _, out _), text.ToString());
        return Task.CompletedTask;
    });

    // The work is what the scan reads; an adversary would want it to begin over and over.
    private static void AssertFewSteps(string text)
    {
        var scan = new JsonScan(text);
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0;)
        {
            at = text.IndexOf('{', scan.WasTried(at) ? at + 1 : scan.Object(at) ?? at + 1);
        }

        Assert.IsLessThanOrEqualTo(3L * text.Length, scan.Steps, text[..50]);
    }

    private static void AssertNothingThrows(string text)
    {
        VoteAnswer.TryRead(text, ["a"], out _, out _);
        RankingAnswer.TryRead(text, ["a"], out _, out _);
        Assert.IsLessThanOrEqualTo(text.Length, ConfidenceReport.Of(text).Content.Length);
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && text[0] == '{' && text[^1] == '}';
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
