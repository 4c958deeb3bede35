namespace Arrea.Dataflow.Tests.Validation.Evaluation;

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
    [DataRow("ln -s / a; ln -s a b; rm -rf b/*", "dangerous")]
    [DataRow("mkdir d; ln -s /etc d/e; cp x d/e/passwd", "dangerous")]
    [DataRow("ln -s .git g; rm -rf g/", "dangerous")]
    [DataRow("ln -s /etc e; mv passwd e", "dangerous")]
    [DataRow("ln -s /opt/app/2 next; mv -Tf next current", "ok")]
    [DataRow("ln -s x x; cat x", "ok")]
    public void Findings_PathThroughALinkOfTheText_IsThatOfTheTarget(string command, string expected) => Assert.AreEqual(expected, Rules.CorpusTests.VerdictOf(command));
}
