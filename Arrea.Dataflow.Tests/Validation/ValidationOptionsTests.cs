using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class ValidationOptionsTests
{
    [TestMethod]
    public void With_AfterUse_IsJudgedByItsOwnLists()
    {
        var options = new ValidationOptions { Allow = ["rm -rf /opt/x"] };
        Assert.IsTrue(CommandValidator.Validate("rm -rf /opt/x", options).IsAccepted);

        Assert.IsFalse(CommandValidator.Validate("rm -rf /opt/x", options with { Allow = [] }).IsAccepted);
        Assert.IsTrue(CommandValidator.Validate("rm -rf /opt/x", options).IsAccepted);
    }

    [TestMethod]
    public void AsBash_AfterUse_IsThatOfTheCopy()
    {
        var options = new ValidationOptions { Dialect = ShellDialect.Posix };

        var bash = options.AsBash;
        Assert.AreSame(bash, options.AsBash);
        Assert.AreEqual(ValidationProfile.Warn, (options with { Profile = ValidationProfile.Warn }).AsBash.Profile);
    }

    [TestMethod]
    public void Equals_OneWasUsed_SaysTheSameAsBefore()
    {
        var (left, right) = (new ValidationOptions { Profile = ValidationProfile.Warn }, new ValidationOptions { Profile = ValidationProfile.Warn });
        Assert.IsNotEmpty(left.RuleSet.Rules);

        Assert.AreEqual(left.GetHashCode(), right.GetHashCode());
        Assert.IsTrue(left == right);
    }
}
