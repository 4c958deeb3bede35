using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class ExplanationTests
{
    [TestMethod]
    public void Explain_RefusedCommand_HasVerdictFindingsTreeAndFacts()
    {
        var explanation = CommandValidator.Explain("cd / && rm -rf var; $(whoami)");

        Assert.AreEqual("no_rm_rf", Assert.IsInstanceOfType<Dangerous>(explanation.Verdict).Rule);
        Assert.Contains(explanation.Verdict, explanation.Findings);
        Assert.IsTrue(explanation.Findings.Any(static finding => finding is Injection { Rule: "dynamic_command" }));
        Assert.HasCount(2, explanation.Script!.Body.Statements);
        Assert.Contains("runs rm -rf var in /", explanation.Facts);
        Assert.AreEqual("explanation: Dangerous", explanation.ToString());
    }

    [TestMethod]
    public void Explain_TextThatIsNoCommand_HasOnlyTheVerdict()
    {
        var explanation = CommandValidator.Explain("a\0b");

        Assert.AreEqual(new Invalid(InvalidReason.Nul), explanation.Verdict);
        Assert.IsNull(explanation.Script);
        Assert.IsEmpty(explanation.Findings);
        Assert.AreEqual("invalid: The command holds a NUL character, at which the system would cut it off.\n", explanation.Render());
    }

    [TestMethod]
    public void Render_SeveralLines_MarksThePlaceUnderItsLine()
    {
        var text = CommandValidator.Explain("echo a\n\trm -rf / | cat\necho b").Render();

        Assert.Contains("\n  \\trm -rf / | cat\n    ^^^^^^^^ no_rm_rf\n", text);
        Assert.Contains("\nHow it is read:\n", text);
        Assert.Contains("  pipeline rm -rf / | cat\n", text);
    }

    [TestMethod]
    public void Render_ControlCharacters_AreWrittenOut()
    {
        var text = CommandValidator.Explain("echo '\u001b[2J\u202e\u00a0'\r").Render();

        Assert.IsFalse(text.Any(static character => character != '\n' && (char.IsControl(character) || character is '\u202e' or '\u00a0')), text);
        Assert.Contains(@"\x1B[2J\u202E\u00A0", text);
    }

    [TestMethod]
    public void Render_AcceptedCommand_SaysSo()
    {
        var text = CommandValidator.Explain("echo hello > out").Render();

        Assert.StartsWith("ok: nothing speaks against it\n\n  echo hello > out\n\nWhat it would do:\n", text);
        Assert.Contains("  runs echo hello\n", text);
        Assert.Contains("  writes out\n", text);
    }

    [TestMethod]
    public void Render_HugeTree_IsCut()
    {
        var text = CommandValidator.Explain(string.Concat(Enumerable.Repeat("ls;", 500))).Render();

        Assert.IsLessThan(2000, text.Split('\n').Length);
        Assert.EndsWith("  …\n", text);
    }

    [TestMethod]
    public void Facts_OfManyCommands_AreCutWithANote()
    {
        var facts = CommandValidator.Explain(string.Concat(Enumerable.Repeat("ls;", 500)) + "ls " + new string('a', 5000)).Facts;

        Assert.HasCount(201, facts);
        Assert.AreEqual("runs ls", facts[199]);
        Assert.AreEqual("… and 301 more", facts[200]);
    }

    [TestMethod]
    [DataRow("for f in a b c; do ls x; done", 1)]
    [DataRow("while true; do ls x; done", 1)]
    [DataRow("ls x; ls x", 2)]
    public void Facts_Loop_TellsThemOnce(string command, int expected)
        => Assert.AreEqual(expected, CommandValidator.Explain(command).Facts.Count(static fact => fact == "runs ls x"));

    [TestMethod]
    public void Facts_LongLine_IsCut() => Assert.AreEqual(1000, CommandValidator.Explain("ls " + new string('a', 5000)).Facts.Single().Length);

    [TestMethod]
    [DataRow("bash -c \"$PASSWORD\"")]
    [DataRow("rm -rf /srv/PASSWORD")]
    [DataRow("$PASSWORD")]
    public void Verdict_ToString_QuotesNothingOfTheCommand(string command)
    {
        var explanation = CommandValidator.Explain(command);

        Assert.IsFalse(explanation.Verdict.IsAccepted);
        foreach (var verdict in explanation.Findings.Append(explanation.Verdict))
        {
            Assert.DoesNotContain("PASSWORD", verdict.ToString());
        }

        Assert.IsTrue(explanation.Findings.Any(static verdict => (verdict as Dangerous)?.Why.Contains("PASSWORD", StringComparison.Ordinal) ?? ((Injection)verdict).Why.Contains("PASSWORD", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow("cat a | sh")]
    [DataRow("sh < $F")]
    [DataRow("parallel")]
    [DataRow("xargs sh -c")]
    [DataRow("eval $X")]
    [DataRow("\"$@\"")]
    public void Why_OfAnUnknownProgram_NamesIt(string command)
    {
        foreach (var why in CommandValidator.Explain(command).Findings.Select(static verdict => verdict is Dangerous dangerous ? dangerous.Why : ((Injection)verdict).Why))
        {
            Assert.DoesNotContain(": .", why);
            Assert.DoesNotContain(", ,", why);
        }
    }

    [TestMethod]
    [DataRow("a b", "a b")]
    [DataRow("é😀", "é😀")]
    [DataRow("a\tb\n\u0085", @"a\tb\n\x85")]
    [DataRow("\u2028\u200b", @"\u2028\u200B")]
    public void VisibleText_Text_ShowsWhatCannotBeSeen(string text, string visible) => Assert.AreEqual(visible, VisibleText.Of(text));

    [TestMethod]
    public void Descendants_EveryKindOfNode_ReachesItsWords()
    {
        const string Script = """
            a=w1 f[w2]=w3 w4 "$(w5)" > w6 <<E
            $(w7)
            E
            if w8; then w9; elif w10; then w11; else w12; fi
            while w13; do w14; done; for x in w15; do w16; done; case w17 in w18) w19;; esac
            fn() { w20; }; (w21); [[ w22 == w23 ]]; for ((i=w24; i<w25; i++)); do w26; done
            a=(w27); echo ${x:-w28} ${x/w29/w30} <(w31) `w32`; coproc w33; ((w34)); w35 | w36 &
            """;
        var script = ShellParser.Parse(Script);
        Assert.IsEmpty(script.Problems, string.Join("; ", script.Problems));

        var words = script.Descendants().OfType<LiteralText>().Select(static literal => literal.Text).ToList();

        for (var n = 1; n <= 36; n++)
        {
            Assert.IsTrue(words.Exists(text => System.Text.RegularExpressions.Regex.IsMatch(text, $@"\bw{n}\b")), $"w{n}");
        }
    }
}
