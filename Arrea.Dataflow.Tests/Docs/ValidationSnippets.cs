using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/validation.md.</summary>
[TestClass]
public sealed class ValidationSnippets
{
    [TestMethod]
    public void Verdicts()
    {
        #region snippet-validation-verdicts
        string text = CommandValidator.Validate("cd /srv && rm -rf ../etc") switch
        {
            Accepted => "accepted",
            Dangerous danger => $"dangerous ({danger.Pattern}), rule {danger.Rule}",
            Injection injection => $"injection: {injection.Why}",
            Invalid invalid => $"not a command: {invalid.Reason}",
            _ => "unknown",
        };
        #endregion

        Assert.AreEqual("dangerous (rm -rf), rule no_rm_rf", text);
    }

    [TestMethod]
    public void Profiles()
    {
        #region snippet-validation-profiles
        ValidationOptions strict = new() { Profile = ValidationProfile.Allowlist, Allow = ["make ...", "git fetch origin"] };
        Verdict build = CommandValidator.Validate("cd src && make -j 4", strict);
        Verdict date = CommandValidator.Validate("date", strict);
        #endregion

        Assert.IsTrue(build.IsAccepted, $"{build}");
        Assert.AreEqual("not_allowed", Assert.IsInstanceOfType<Injection>(date).Rule);
    }

    [TestMethod]
    public void SomeRules()
    {
        #region snippet-validation-rules
        Verdict verdict = CommandValidator.Validate("sudo ls", [.. CommandValidator.AllRules.Where(static rule => rule != "no_sudo")]);
        #endregion

        Assert.IsTrue(verdict.IsAccepted);
    }

    [TestMethod]
    public void Allowances()
    {
        #region snippet-validation-allow
        ValidationOptions options = new() { Allow = ["git push --force origin my/*", "no_git_rewrite: git branch -D ..."] };
        Verdict mine = CommandValidator.Validate("git push --force origin my/work", options);
        Verdict main = CommandValidator.Validate("git push --force origin main", options);
        #endregion

        Assert.IsTrue(mine.IsAccepted, $"{mine}");
        Assert.IsFalse(main.IsAccepted);
        Assert.IsTrue(CommandValidator.Validate("git branch -D old", options).IsAccepted);
    }

    [TestMethod]
    public void OwnRules()
    {
        #region snippet-validation-own-rules
        var rules = ValidationRule.Read("""
            {
              "id": "no_terraform_destroy", "severity": "dangerous", "pattern": "terraform destroy",
              "message": "It takes down what terraform has built.",
              "commands": ["terraform"], "words": ["destroy"], "without": ["-target=*"],
              "matches": ["terraform destroy", "cd prod && terraform -chdir=x destroy -auto-approve"],
              "passes": ["terraform plan", "echo terraform destroy"]
            }
            """);
        Verdict verdict = CommandValidator.Validate("terraform destroy", new ValidationOptions { CustomRules = rules });
        #endregion

        Assert.IsInstanceOfType<Dangerous>(verdict);
    }

    [TestMethod]
    public void Templates()
    {
        #region snippet-validation-template
        var template = CommandTemplate.Parse("convert {} -resize 50% {.}.png");
        string command = template.Expand("my photo; $(id).jpg");
        #endregion

        Assert.AreEqual("convert 'my photo; $(id).jpg' -resize 50% 'my photo; $(id)'.png", command);
    }

    [TestMethod]
    public void TemplateVerdicts()
    {
        #region snippet-validation-template-verdict
        var template = CommandTemplate.Parse("cat {}");
        Verdict option = template.Validate(["--help"], ValidationOptions.Default);
        Verdict behind = CommandTemplate.Parse("cat -- {}").Validate(["--help"], ValidationOptions.Default);
        #endregion

        Assert.AreEqual("option_argument", Assert.IsInstanceOfType<Injection>(option).Rule);
        Assert.IsTrue(behind.IsAccepted, $"{behind}");
    }

    [TestMethod]
    public void Tree()
    {
        #region snippet-validation-tree
        ShellScript script = ShellParser.Parse("cd src && make -j \"$(nproc)\" 2> log");
        var commands = from command in script.Descendants().OfType<SimpleCommand>()
                       where command.Words.Count > 0
                       select script.Text[command.Words[0].Span];
        string? problem = script.Problems is [var first, ..] ? first.Message : null;
        #endregion

        CollectionAssert.AreEqual(new[] { "cd", "make", "nproc" }, commands.ToList());
        Assert.IsNull(problem);
    }
}
