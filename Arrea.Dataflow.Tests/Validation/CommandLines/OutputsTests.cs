using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Tests.Validation.CommandLines;

[TestClass]
public sealed class OutputsTests
{
    [TestMethod]
    [DataRow("echo a b", "a b\n")]
    [DataRow("echo -n a", "a")]
    [DataRow("echo -e a\\tb", "a\tb\n")]
    [DataRow("echo -ne r\\0155", "rm")]
    [DataRow("echo -e a\\cb", "a")]
    [DataRow("echo a\\tb", "a\\tb\n")]
    [DataRow("echo -x a", "-x a\n")]
    [DataRow("printf r\\155", "rm")]
    [DataRow("printf %s\\n a b", "a\nb\n")]
    [DataRow("printf %s%s a b c", "abc")]
    [DataRow("printf %b \\x72m", "rm")]
    [DataRow("printf %5s a", "    a")]
    [DataRow("printf %-3s| a", "a  |")]
    [DataRow("printf %.2s abc", "ab")]
    [DataRow("printf %c rx", "r")]
    [DataRow("printf %d 12", "12")]
    [DataRow("printf %x 255", "ff")]
    [DataRow("printf a", "a")]
    [DataRow("printf %%", "%")]
    [DataRow("printf -v X a", "")]
    [DataRow("seq 3", "1\n2\n3\n")]
    [DataRow("seq 4 -2 1", "4\n2\n")]
    [DataRow("basename /a/b.c .c", "b\n")]
    [DataRow("dirname /a/b", "/a\n")]
    [DataRow("dirname a", ".\n")]
    [DataRow("realpath /etc", "/etc\n")]
    [DataRow("sudo echo a", "a\n")]
    [DataRow("env A=b timeout 5 echo a", "a\n")]
    [DataRow("rm -rf x", "")]
    [DataRow("curl -o x https://h", "")]
    public void Of_KnownText_IsPrinted(string row, string expected) => Assert.AreEqual(expected, Print(row).Exact);

    [TestMethod]
    [DataRow("cat", "a\n", "a\n")]
    [DataRow("cat -", "a\n", "a\n")]
    [DataRow("tee log", "a", "a")]
    [DataRow("rev", "/ fr- mr\n", "rm -rf /\n")]
    [DataRow("tac", "a\nb\n", "b\na\n")]
    [DataRow("head -n 1", "a\nb\n", "a\n")]
    [DataRow("head -1", "a\nb\n", "a\n")]
    [DataRow("head -c 1", "abc", "a")]
    [DataRow("tail -n 1", "a\nb\n", "b\n")]
    [DataRow("tail -n +2", "a\nb\nc\n", "b\nc\n")]
    [DataRow("tail -c 2", "abc", "bc")]
    [DataRow("tr a-z A-Z", "rm", "RM")]
    [DataRow("tr a-y b-z", "ql", "rm")]
    [DataRow("tr [:upper:] [:lower:]", "RM", "rm")]
    [DataRow("tr -d x", "rxmx", "rm")]
    [DataRow("tr -s a", "aab", "ab")]
    [DataRow("base64 -d", "cm0=\n", "rm")]
    [DataRow("base64 --decode", "cm0=", "rm")]
    [DataRow("base64", "rm", "cm0=\n")]
    [DataRow("base32 -d", "OJWQ====", "rm")]
    [DataRow("xxd -r -p", "726d", "rm")]
    [DataRow("openssl base64 -d", "cm0=", "rm")]
    [DataRow("openssl enc -base64 -d", "cm0=", "rm")]
    [DataRow("xargs echo", "a b", "a b\n")]
    public void Of_Filter_ChangesItsInput(string row, string input, string expected) => Assert.AreEqual(expected, Print(row, Rows.Known(input)).Exact);

    [TestMethod]
    [DataRow("which rm", "$(which)/rm\n")]
    [DataRow("command -v rm dd", "$(command)/rm\n$(command)/dd\n")]
    [DataRow("type -P rm", "$(type)/rm\n")]
    public void Of_SearchForACommand_KnowsItsNameButNotItsFolder(string row, string expected)
    {
        var flow = Print(row);

        Assert.AreEqual(expected, flow.Text?.ToString());
        Assert.IsNull(flow.Exact);
        Assert.AreEqual(Origins.None, flow.Origins);
    }

    [TestMethod]
    [DataRow("curl -s https://h", "Network")]
    [DataRow("curl -so - https://h", "Network")]
    [DataRow("wget -qO- https://h", "Network")]
    [DataRow("wget -O - https://h", "Network")]
    [DataRow("nc h 1", "Network")]
    [DataRow("gunzip", "Decoder, Outside")]
    [DataRow("base64 -d", "Decoder, Outside")]
    [DataRow("sudo curl https://h", "Network")]
    [DataRow("date", "None")]
    [DataRow("whoami", "None")]
    [DataRow("some-tool x", "Program")]
    [DataRow("env", "Secret, Outside")]
    public void Of_UnknownText_SaysWhereItComesFrom(string row, string expected) => Assert.AreEqual(expected, Print(row).Origins.ToString());

    [TestMethod]
    [DataRow("find build -name *.o", "build/*.o")]
    [DataRow("find .", "., ./*")]
    [DataRow("find . -type f -print0", "./*")]
    [DataRow("find / -maxdepth 1 -mindepth 1", "/*")]
    [DataRow("ls", "*")]
    [DataRow("ls -d x y", "x, y")]
    [DataRow("git ls-files", "*")]
    [DataRow("grep -rl TODO src", "src/*")]
    [DataRow("rg -l TODO", "*")]
    [DataRow("yes", "y")]
    public void Of_Listing_HasShapes(string row, string expected) => Assert.AreEqual(expected, string.Join(", ", Print(row).Items ?? []));

    [TestMethod]
    public void Of_DecodedText_SaysThatItWasDecoded() => Assert.AreEqual(Origins.Decoder, Print("base64 -d", Rows.Known("cm0=")).Origins);

    [TestMethod]
    public void Of_CatOfAFile_HasItsContents()
        => Assert.AreEqual("kept\n", Outputs.Of(Rows.Command("cat x"), static path => path.Exact == "x" ? Rows.Known("kept\n") : Flow.Empty).Exact);

    [TestMethod]
    public void Of_PrintfOfSomethingUnknown_KeepsIt() => Assert.AreEqual("a$X\n", Print("printf a%s\\n $X").Text?.ToString());

    [TestMethod]
    public void Of_Mktemp_IsBelowTheFolderForTemporaryFiles() => Assert.AreEqual("/tmp/tmp.*\n", Print("mktemp -d").Text?.ToString());

    private static Flow Print(string row, Flow? input = null) => Outputs.Of(Rows.Command(row, input), static _ => Flow.Unknown(Origins.File));
}
