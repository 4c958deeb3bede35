using Arrea.Dataflow.Councils.Answers;

namespace Arrea.Dataflow.Tests.Councils.Answers;

[TestClass]
public sealed class ConfidenceReportTests
{
    [TestMethod]
    [DataRow("It is 42.\n{\"confidence\": 0.8}")]
    [DataRow("It is 42. {\"confidence\":0.8}  \n")]
    [DataRow("It is 42.\n\n```json\n{\"confidence\": 0.8}\n```\n")]
    [DataRow("It is 42.\n```\n{\"confidence\": 0.8}```")]
    [DataRow("It is 42.{\"confidence\":\"0.8\"}")]
    public void Of_ReportAtTheEnd_IsTakenOff(string text) => AssertReport("It is 42.", 0.8, text);

    [TestMethod]
    [DataRow("1.2")]
    [DataRow("-1")]
    [DataRow("80")]
    [DataRow("\"very\"")]
    [DataRow("null")]
    [DataRow("{}")]
    public void Of_OutOfRange_IsTakenOffAndUnknown(string written) => AssertReport("It is 42.", null, $"It is 42.\n{{\"confidence\": {written}}}");

    [TestMethod]
    [DataRow("{\"answer\": 42, \"confidence\": 0.8}")]
    [DataRow("Here: {\"answer\": 42, \"confidence\": 0.8}")]
    [DataRow("{\"confidence\": 0.8}")]
    [DataRow("```json\n{\"confidence\": 0.8}\n```")]
    public void Of_ReportThatIsTheAnswer_IsReadAndStays(string text) => AssertReport(text, 0.8, text);

    [TestMethod]
    [DataRow("It is 42.")]
    [DataRow("")]
    [DataRow("{\"confidence\": 0.8} is how sure I am.")]
    [DataRow("It is 42. {\"confidence\": 0.8")]
    [DataRow("It is 42. {\"sure\": 0.8}")]
    [DataRow("It is 42. {\"x\": {\"confidence\": 0.8}}")]
    [DataRow("It is 42. confidence: 0.8")]
    [DataRow("```")]
    [DataRow("```\n```")]
    public void Of_NoReport_LeavesTheTextAlone(string text) => AssertReport(text, null, text);

    [TestMethod]
    public void Of_CodeBeforeTheReport_Stays()
        => AssertReport("```c\nint x;\n```", 0.5, "```c\nint x;\n```\n```json\n{\"confidence\": 0.5}\n```");

    [TestMethod]
    public void Of_FenceThatIsNone_Stays() => AssertReport("It is `x`:", 0.5, "It is `x`: {\"confidence\": 0.5}\n```");

    [TestMethod]
    public void ToString_HidesTheContent() => Assert.AreEqual("confidence 0.5", ConfidenceReport.Of("secret {\"confidence\":0.5}").ToString());

    private static void AssertReport(string content, double? confidence, string text)
    {
        var report = ConfidenceReport.Of(text);

        Assert.AreEqual((content, confidence), (report.Content, report.Confidence));
    }
}
