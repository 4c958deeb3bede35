using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/validation.md.</summary>
[TestClass]
public sealed class ValidationSnippets
{
    [TestMethod]
    public void Verdicts()
    {
        #region snippet-validation-verdicts
        string text = CommandValidator.Validate("cd /srv && rm -rf cache") switch
        {
            Accepted => "accepted",
            Dangerous danger => $"dangerous ({danger.Pattern}): {danger.Why}",
            Injection injection => $"injection: {injection.Why}",
            Invalid invalid => $"not a command: {invalid.Reason}",
            _ => "unknown",
        };
        #endregion

        Assert.AreEqual("dangerous (rm -rf): It removes files recursively and without asking.", text);
    }

    [TestMethod]
    public void SomeRules()
    {
        #region snippet-validation-rules
        Verdict verdict = CommandValidator.Validate("rm -rf build", ["no_sudo", "no_dd", "no_mkfs"]);
        #endregion

        Assert.IsTrue(verdict.IsAccepted);
    }
}
