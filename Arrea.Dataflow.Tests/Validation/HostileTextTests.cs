using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation;

/// <summary>No text makes the validator, its explanations or its templates throw, in any profile.</summary>
[TestClass]
public sealed class HostileTextTests
{
    private static readonly string[] Pieces =
    [
        "rm -rf /", "sudo ", "echo ", "$(", ")", "`", "\"", "'", "\\", "\n", ";", "|", "&", "&&", "<<E\n", "E\n", "<(", "${x:-", "}", "{", "((", "))", "[[ ", " ]]", "if ", "then ", "fi", "for x in ",
        "do ", "done", "case ", " in ", "esac", "f() ", "$x", "x=", "*", "~", "{a,b}", "{1..9}", "xargs ", "sh -c ", "eval ", "find . -exec ", "\u001b[2J", "\u202e", "é😀", " ", "\t", "#", "$'\\x", "=(", "cd ..; ",
    ];

    [TestMethod]
    public void ValidateAndExplain_SplicedTexts_GiveVerdictsWithSpansInsideTheText()
    {
        var random = new Random(20261);
        ValidationOptions[] options =
        [
            .. Enum.GetValues<ValidationProfile>().Select(static profile => new ValidationOptions { Profile = profile, Allow = ["echo ..."], SudoAllowlist = ["ls"] }),
            new() { Dialect = ShellDialect.Posix },
        ];
        var rounds = TestScale.Choose(1_000, 200_000, "spliced texts through the validator");

        for (var round = 0; round < rounds; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            var chosen = options[round % options.Length];

            var verdict = CommandValidator.Validate(text, chosen);
            var explanation = CommandValidator.Explain(text, chosen);

            Assert.AreEqual(verdict, explanation.Verdict, text);
            foreach (var finding in explanation.Findings)
            {
                var span = finding switch { Dangerous dangerous => dangerous.Span, Injection injection => injection.Span, _ => 0..0 };
                Assert.IsLessThanOrEqualTo(text.Length, span.End.GetOffset(text.Length), text);
                Assert.IsLessThanOrEqualTo(span.End.GetOffset(text.Length), span.Start.GetOffset(text.Length), text);
            }

            Assert.DoesNotContain('\u001b', explanation.Render());
        }
    }

    [TestMethod]
    public void Parse_SplicedTemplates_AreTakenOrRefusedAndKeepTheArgumentInItsPlace()
    {
        var random = new Random(77);
        var rounds = TestScale.Choose(1_000, 100_000, "spliced templates");
        var taken = 0;

        for (var round = 0; round < rounds; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(3) == 0 ? "{}" : Pieces[random.Next(Pieces.Length)]));
            CommandTemplate template;
            try
            {
                template = CommandTemplate.Parse(text);
            }
            catch (ArgumentException)
            {
                continue;
            }

            taken++;
            var plain = template.Expand("plain");
            var nasty = template.Expand("'; $(x) \"`y`\" \\\n{z}*~#");
            Assert.IsEmpty(ShellParser.Parse(plain).Problems, text);
            Assert.IsEmpty(ShellParser.Parse(nasty).Problems, text);
            Assert.AreEqual(
                Outline(ShellParser.Parse(plain)), Outline(ShellParser.Parse(nasty)), $"{text}: an argument changes no more than the words it stands in");
        }

        Assert.IsGreaterThan(rounds / 100, taken);
    }

    /// <summary>The commands and how many words each has, without the words.</summary>
    private static string Outline(ShellScript script)
        => string.Join(' ', script.Descendants().Where(static node => node is not LiteralText).Select(static node => node.GetType().Name));
}
