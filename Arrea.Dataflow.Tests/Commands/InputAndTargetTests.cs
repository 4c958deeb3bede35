using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

/// <summary>What the factories of inputs and targets take, and what they tell of it.</summary>
[TestClass]
public sealed class InputAndTargetTests
{
    [TestMethod]
    public void Factories_Null_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentNullException>(static () => CommandInput.FromString(null!));
        Assert.ThrowsExactly<ArgumentNullException>(static () => CommandInput.FromFile(null!));
        Assert.ThrowsExactly<ArgumentNullException>(static () => CommandInput.FromStream(null!));
        Assert.ThrowsExactly<ArgumentNullException>(static () => OutputTarget.ToFile(null!));
        Assert.ThrowsExactly<ArgumentNullException>(static () => OutputTarget.ToEndOfFile(null!));
        Assert.ThrowsExactly<ArgumentNullException>(static () => OutputTarget.ToStream(null!));
        Assert.ThrowsExactly<ArgumentNullException>(static () => OutputTarget.ToPipe(null!));
    }

    [TestMethod]
    public void Factories_EmptyPath_AreRefused()
    {
        Assert.ThrowsExactly<ArgumentException>(static () => CommandInput.FromFile(""));
        Assert.ThrowsExactly<ArgumentException>(static () => OutputTarget.ToFile(""));
        Assert.ThrowsExactly<ArgumentException>(static () => OutputTarget.ToEndOfFile(""));
    }

    [TestMethod]
    public void Factories_StreamOfTheWrongDirection_AreRefused()
    {
        using var input = new ScriptedInput(static (_, _) => new(0));
        using var output = new ScriptedOutput(static _ => default);

        Assert.ThrowsExactly<ArgumentException>(() => CommandInput.FromStream(output));
        Assert.ThrowsExactly<ArgumentException>(() => OutputTarget.ToStream(input));
    }

    [TestMethod]
    public void Conversion_FromString_KeepsNull()
    {
        string? none = null;
        CommandInput? input = none;

        Assert.IsNull(input);
    }

    [TestMethod]
    public void ToString_OfAnInput_HidesIt()
    {
        using var stream = new MemoryStream("secret"u8.ToArray());

        Assert.DoesNotContain("secret", CommandInput.FromString("secret").ToString());
        Assert.DoesNotContain("secret", CommandInput.FromBytes("secret"u8.ToArray()).ToString());
        Assert.DoesNotContain("secret", CommandInput.FromFile("/secret").ToString());
        Assert.DoesNotContain("secret", CommandInput.FromStream(stream).ToString());
    }
}
