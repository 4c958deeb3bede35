using System.Text;
using System.Text.Json;
using Arrea.Cli;
using Arrea.Cli.Acting;
using Arrea.Dataflow.Tests.Docs;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Documents of actions: what is in them, what is wrong with them, and the schema that says the same.</summary>
[TestClass]
public sealed class ActionReaderTests
{
    private const string Schema = "docs/reference/action.schema.json";

    [TestMethod]
    public void Schema_OfTheDocs_IsThatOfTheProgram() => GeneratedPage.Check(Schema, ActionSchema.Text.TrimEnd('\n').Split('\n'));

    [TestMethod]
    [DataRow("""{"command":"run","args":["-c","echo hi"]}""", "run -c|echo hi")]
    [DataRow("""{"action":"run","params":[]}""", "run ")]
    [DataRow("""{"command":"explain"}""", "explain ")]
    [DataRow("""{"actions":[]}""", "")]
    [DataRow("""{"actions":[{"command":"run","order":2},{"command":"explain"},{"command":"config","order":-1},{"command":"help","order":0}]}""", "config ;explain ;help ;run ")]
    [DataRow("""{"actions":[{"command":"run","id":"a","on_error":"continue"},{"command":"run","needs":["a","a"]}],"on_error":"stop"}""", "run ;run ")]
    public void Read_Document_HasItsActionsInOrder(string json, string expected)
    {
        var plan = Read(json);

        Assert.AreEqual(expected, string.Join(';', plan.Items.Select(static item => $"{item.Command} {string.Join('|', item.Arguments)}")));
        Assert.IsNull(Problem(json), "The schema does not accept it.");
    }

    [TestMethod]
    [DataRow("[]", "$: expected an object, such as {\"command\":\"run\"")]
    [DataRow("""{}""", "$: 'command' is missing")]
    [DataRow("""{"comand":"run"}""", "$.comand: unknown property. Did you mean 'command'?", "$: 'command' is missing")]
    [DataRow("""{"command":"rnu"}""", "$.command: 'rnu' is not one of run, explain, ", "Did you mean 'run'?")]
    [DataRow("""{"command":""}""", "$.command: must not be empty")]
    [DataRow("""{"command":1}""", "$.command: expected a string")]
    [DataRow("""{"command":"run","action":"run"}""", "$: 'command' and 'action' are two names for one thing; give one")]
    [DataRow("""{"command":"run","args":[],"params":[]}""", "$: 'args' and 'params' are two names for one thing; give one")]
    [DataRow("""{"command":"run","args":"-c x"}""", "$.args: expected an array of strings, such as [\"-c\", \"echo hi\"]")]
    [DataRow("""{"command":"run","args":["-c",1]}""", "$.args[1]: expected a string")]
    [DataRow("""{"command":"run","args":["\u0000"]}""", "$.args[0]: holds what no argument can hold")]
    [DataRow("""{"command":"run","order":1.5}""", "$.order: expected a whole number")]
    [DataRow("""{"command":"run","order":"1"}""", "$.order: expected a whole number")]
    [DataRow("""{"command":"run","id":""}""", "$.id: must not be empty")]
    [DataRow("""{"command":"run","on_error":"go"}""", "$.on_error: 'go' is not one of stop, continue.")]
    [DataRow("""{"actions":{}}""", "$.actions: expected an array of actions")]
    [DataRow("""{"actions":[],"command":"run"}""", "$.command: unknown property.")]
    [DataRow("""{"actions":[3,{"command":"run","x":1}],"on_eror":"stop"}""", "$.actions[0]: expected an object", "$.actions[1].x: unknown property.", "$.on_eror: unknown property. Did you mean 'on_error'?")]
    public void Read_DocumentIsWrong_NamesEachPlaceAsTheSchemaDoes(string json, params string[] why)
    {
        var error = Assert.ThrowsExactly<UsageException>(() => Read(json));

        Assert.AreEqual(4, error.ExitCode);
        foreach (var text in why)
        {
            Assert.Contains(text, error.Message);
        }

        Assert.IsNotNull(Problem(json), "The schema accepts it.");
    }

    // A schema cannot say these.
    [TestMethod]
    [DataRow("""{"command":"run","command":"run"}""", "$.command: given twice")]
    [DataRow("""{"command":"run","args":["\ud800"]}""", "$.args[0]: holds what no argument can hold")]
    [DataRow("""{"command":"run","needs":["a"]}""", "$.needs[0]: no action has the id 'a'.")]
    [DataRow("""{"actions":[{"command":"run","id":"build"},{"command":"run","needs":["biuld"]}]}""", "$.actions[1].needs[0]: no action has the id 'biuld'. Did you mean 'build'?")]
    [DataRow("""{"actions":[{"command":"run","id":"a"},{"command":"run","id":"a"}]}""", "$.actions[1].id: 'a' is the id of $.actions[0] already")]
    [DataRow("""{"command":"run","id":"a","needs":["a"]}""", "$: the needs go round in a circle: a → a")]
    [DataRow("""{"actions":[{"command":"run","id":"x","needs":["b"]},{"command":"run","id":"a","needs":["b"]},{"command":"run","id":"b","needs":["c"]},{"command":"run","id":"c","needs":["a"]}]}""", "circle: b → c → a → b")]
    [DataRow("{", "line 1: this is no JSON: It ends before it is whole.")]
    [DataRow("{\n\n]", "line 3: this is no JSON")]
    [DataRow("", "this is no JSON: It ends before it is whole.")]
    public void Read_DocumentIsWrongBeyondItsSchema_NamesThePlace(string json, string why)
        => Assert.Contains(why, Assert.ThrowsExactly<UsageException>(() => Read(json)).Message);

    [TestMethod]
    public void Enter_SameFileAgain_IsACircle()
    {
        var first = ActionChain.Enter(null, "/tmp/a, b.json", []);
        var second = ActionChain.Enter(first.Value, "/tmp/c.json", []);

        var error = Assert.ThrowsExactly<UsageException>(() => ActionChain.Enter(second.Value, "/tmp/./a, b.json", []));

        Assert.AreEqual(4, error.ExitCode);
        Assert.AreEqual("these actions call themselves: /tmp/a, b.json → /tmp/c.json → /tmp/a, b.json", error.Message);
    }

    [TestMethod]
    public void Enter_NewDocumentEachTime_IsEndedByItsDepth()
    {
        string? value = null;
        for (byte i = 0; i < 16; i++)
        {
            value = ActionChain.Enter(value, null, [i]).Value;
        }

        Assert.Contains("more than 16 deep", Assert.ThrowsExactly<UsageException>(() => ActionChain.Enter(value, null, [16])).Message);
        Assert.Contains("call themselves", Assert.ThrowsExactly<UsageException>(() => ActionChain.Enter(ActionChain.Enter(null, null, [1]).Value, null, [1])).Message);
    }

    [TestMethod]
    [DataRow(new int[0], 0)]
    [DataRow(new[] { 0, 0 }, 0)]
    [DataRow(new[] { 1, 7, 0 }, 7)]
    [DataRow(new[] { 255, 2 }, 2)]
    [DataRow(new[] { 2, 3, 124 }, 3)]
    [DataRow(new[] { 3, 4 }, 4)]
    [DataRow(new[] { 4, 125, 127 }, 125)]
    [DataRow(new[] { 125, 130, 255 }, 130)]
    [DataRow(new[] { 130, 143 }, 143)]
    [DataRow(new[] { 193, 2 }, 2)]
    public void Status_OfSeveral_IsTheWorst(int[] exitCodes, int status) => Assert.AreEqual(status, ActionStatus.Of(exitCodes));

    private static ActionPlan Read(string json) => ActionReader.Read("it", Encoding.UTF8.GetBytes(json));

    private static string? Problem(string json) => JsonSchema.Load(Schema).Problem(JsonDocument.Parse(json).RootElement);
}
