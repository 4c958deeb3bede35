using System.Text;
using System.Text.Json;
using Arrea.Cli.Configuring;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>One setting changes; what somebody wrote around it stays.</summary>
[TestClass]
public sealed class JsonEditTests
{
    [TestMethod]
    [DataRow("{}\n", "{\n  \"k\": 1\n}\n")]
    [DataRow("{ }", "{\n  \"k\": 1\n}")]
    [DataRow("{\n  \"a\": 2\n}\n", "{\n  \"a\": 2,\n  \"k\": 1\n}\n")]
    [DataRow("{\n    \"a\": 2, // why\n}\n", "{\n    \"a\": 2,\n    \"k\": 1, // why\n}\n")]
    [DataRow("{\"a\":[1,2]}", "{\"a\":[1,2], \"k\": 1}")]
    [DataRow("{\"k\": [\"x\", 2], \"a\": 2}", "{\"k\": 1, \"a\": 2}")]
    [DataRow("\uFEFF{\"k\":5}", "\uFEFF{\"k\":1}")]
    [DataRow("/* k */ {\"é\": \"ü\", \"k\" : {\"k\": 3}}", "/* k */ {\"é\": \"ü\", \"k\" : 1}")]
    public void Set_Property_LeavesTheRestAsItWas(string before, string after)
        => Assert.AreEqual(after, Text(JsonEdit.Set(Encoding.UTF8.GetBytes(before), "k", "1"u8.ToArray())));

    [TestMethod]
    [DataRow("{\n  \"k\": 1\n}\n", "{\n}\n")]
    [DataRow("{\"k\": 1,}", "{}")]
    [DataRow("{\"k\": 1, \"a\": 2}", "{\"a\": 2}")]
    [DataRow("{\"a\": 2, \"k\": [1]}", "{\"a\": 2}")]
    [DataRow("{\"a\": 2, \"k\": 1, }", "{\"a\": 2, }")]
    [DataRow("{\n  \"a\": 2,\n  \"k\": 1,\n  \"b\": 3\n}", "{\n  \"a\": 2,\n  \"b\": 3\n}")]
    [DataRow("{\"k\": 1, \"a\": 2, \"k\": 3}", "{\"a\": 2}")]
    public void Remove_Property_LeavesTheRestAsItWas(string before, string after)
        => Assert.AreEqual(after, Text(JsonEdit.Remove(Encoding.UTF8.GetBytes(before), "k")!));

    [TestMethod]
    public void Remove_NotThere_IsNull() => Assert.IsNull(JsonEdit.Remove("{\"a\":{\"k\":1}}"u8.ToArray(), "k"));

    [TestMethod]
    [DataRow("[]")]
    [DataRow("{")]
    [DataRow("{} {}")]
    [DataRow("")]
    public void Set_NoObject_Throws(string before)
        => Assert.Throws<JsonException>(() => JsonEdit.Set(Encoding.UTF8.GetBytes(before), "k", "1"u8.ToArray()));

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
