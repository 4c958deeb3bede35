namespace Arrea.Dataflow.Tests.Validation.Rules.Matching;

[TestClass]
public sealed class LinksTests
{
    [TestMethod]
    [DataRow("ln -s / x; rm -rf x/*", "dangerous")]
    [DataRow("ln -s ~ h && rm -rf h/", "dangerous")]
    [DataRow("ln -s /etc e; cp x e/passwd", "dangerous")]
    [DataRow("ln -s /etc/shadow s; cat s", "dangerous")]
    [DataRow("ln -s /etc e; rm e", "ok")]
    [DataRow("ln -s /etc e; rm -rf elsewhere/x", "ok")]
    [DataRow("ln -s ../shared x; cat x/a", "ok")]
    [DataRow("ln -sfn releases/2 current; rm -rf current/cache", "ok")]
    public void Findings_PathThroughALinkOfTheText_IsThatOfTheTarget(string command, string expected) => Assert.AreEqual(expected, CorpusTests.VerdictOf(command));
}
