using Arrea.Dataflow.Validation.Rules.Disguises;

namespace Arrea.Dataflow.Tests.Validation.Rules.Disguises;

[TestClass]
public sealed class DisguiseFinderTests
{
    [TestMethod]
    [DataRow("echo hi", "")]
    [DataRow("a\tb\nc\n", "")]
    [DataRow("a\r\nb\r\n", "")]
    [DataRow("ls\rrm x", "control")]
    [DataRow("echo 'a\u001B[2K'", "control")]
    [DataRow("echo a\u0008", "control")]
    [DataRow("echo \u007F", "control")]
    [DataRow("echo \"\u202Ex\"", "bidi")]
    [DataRow("ls\u200B -la", "invisible")]
    [DataRow("echo 'a\u200Bb'", "invisible")]
    [DataRow("\uFEFFls", "invisible")]
    [DataRow("rm\u00A0-rf", "space")]
    [DataRow("echo 'a\u00A0b'", "")]
    [DataRow("echo \"10\u202F%\"", "")]
    [DataRow("echo \u201Cx\u201D", "confusable")]
    [DataRow("echo '\u201Cx\u201D'", "")]
    [DataRow("ls \u2013la", "confusable")]
    [DataRow("git commit -m 'a \u2013 b'", "")]
    [DataRow("\uFF52\uFF4D x", "confusable")]
    [DataRow("\u0441at x", "confusable")]
    [DataRow("echo \u043F\u0440\u0438\u0432\u0435\u0442", "")]
    [DataRow("echo gr\u00FC\u00DFe \u65E5\u672C\u8A9E", "")]
    [DataRow("cat report-\u043E\u0442\u0447\u0451\u0442.txt", "")]
    [DataRow("echo '\uD83D\uDC69\u200D\uD83D\uDCBB'", "")]
    [DataRow("echo \uD83D\uDC69\u200D\uD83D\uDCBB", "invisible")]
    [DataRow("echo hi # \u201Cnote\u201D", "")]
    [DataRow("cat <<EOF\n\u201Cx\u201D\nEOF\necho \u201Cx\u201D", "confusable")]
    [DataRow("cat <<'EOF'\n\u201Cx\u201D\nEOF\n", "")]
    public void Of_Text_FindsWhatIsNotWhatItLooksLike(string text, string expected)
        => Assert.AreEqual(expected, string.Join(' ', DisguiseFinder.Of(text).Select(static found => found.Kind).Distinct()));

    [TestMethod]
    public void Of_Disguise_SaysWhereAndWhat()
    {
        var found = DisguiseFinder.Of("ls \u202E x")[0];

        Assert.AreEqual(3..4, found.Span);
        Assert.AreEqual("U+202E", found.Shown);
    }
}
