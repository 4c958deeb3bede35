using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Validation;

[TestClass]
public sealed class TextTemplateTests
{
    [TestMethod]
    [DataRow("db", "db")]
    [DataRow("{}", "a/b.c it's")]
    [DataRow("<{1}|{2}|{3}>", "<a/b.c|it's|>")]
    [DataRow("{1.} {1/} {1//} {1/.} {#}", "a/b b.c a b 7")]
    [DataRow("{a} {", "{a} {")]
    public void Expand_Arguments_TakeTheirPlacesAsTheyAre(string template, string text)
        => Assert.AreEqual(text, TextTemplate.Parse(template).Expand(["a/b.c", "it's"], 7));

    [TestMethod]
    public void Parse_Wrong_Throws()
    {
        Assert.ThrowsExactly<ArgumentException>(() => TextTemplate.Parse("{%}"));
        Assert.ThrowsExactly<ArgumentNullException>(() => TextTemplate.Parse(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => TextTemplate.Parse("{}").Expand(null!, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => TextTemplate.Parse("{}").Expand(["a"], 0));
        Assert.AreEqual("template of 6 characters", $"{TextTemplate.Parse("secret")}");
    }
}
