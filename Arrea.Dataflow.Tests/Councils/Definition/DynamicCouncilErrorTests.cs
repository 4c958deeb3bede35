using System.Text;
using Arrea.Dataflow.Councils.Definition;
using Arrea.Dataflow.Councils.Registry;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Councils.Definition;

/// <summary>Texts that are no council, and councils by chance.</summary>
[TestClass]
public sealed class DynamicCouncilErrorTests
{
    [TestMethod]
    [DataRow("", "$", 1)]
    [DataRow("null", "$", 1)]
    [DataRow("[]", "$", 1)]
    [DataRow("\n\n{", "$", 3)]
    [DataRow("{}", "$", 1)]
    [DataRow("{\"id\": \" \"}", "$", 1)]
    [DataRow("{\"id\":\n 5}", "id", 2)]
    [DataRow("{\"id\":\"c\",\n\"schema_version\":\"1\"}", "schema_version", 2)]
    [DataRow("{\"id\":\"c\",\n\"schema_version\":1.5}", "schema_version", 2)]
    [DataRow("{\"id\":\"c\",\n\n\"members\":{}}", "members", 3)]
    [DataRow("{\"id\":\"c\",\"members\":[\n{},\nnull]}", "members[1]", 3)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"id\":1}]}", "members[0].id", 1)]
    [DataRow("{\"id\":\"c\",\"members\":[{},{\"x\":[{}],\n\"temperature\":\"hot\"}]}", "members[1].temperature", 2)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"retry\":{\n\"max\":\"two\"}}]}", "members[0].retry.max", 2)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"retry\":3}]}", "members[0].retry", 1)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"stop\":[1]}]}", "members[0].stop", 1)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"tools\":\"search\"}]}", "members[0].tools", 1)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"stream\":\"yes\"}]}", "members[0].stream", 1)]
    [DataRow("{\"id\":\"c\",\"members\":[{\"extra\":[]}]}", "members[0].extra", 1)]
    [DataRow("{\"id\":\"c\",\"chair\":\"ada\"}", "chair", 1)]
    [DataRow("{\"id\":\"c\",\"chair\":{\"model\":\n1}}", "chair.model", 2)]
    [DataRow("{\"id\":\"c\",\"rounds\":[\"vote\",\n7]}", "rounds[1]", 2)]
    [DataRow("{\"id\":\"c\",\"rounds\":[{\"type\":1}]}", "rounds[0].type", 1)]
    [DataRow("{\"id\":\"c\",\"rounds\":[{\"type\":\"vote\",\"opts\":[]}]}", "rounds[0].opts", 1)]
    [DataRow("{\"id\":\"c\",\"rounds\":[{\"opts\":{\"wrap\":{\"opts\":{\n\"quorum\":\"all\"}}}}]}", "rounds[0].opts.wrap.opts.quorum", 2)]
    [DataRow("{\"id\":\"c\",\n\"id\":\"d\"}", "id", 2)]
    [DataRow("{\"id\":\"c\",\"x\":{\"a b\":[0,{\"y\":1,\n\"y\":2}]}}", "x[\"a b\"][1].y", 2)]
    [DataRow("{\"id\":\"c\",\n\"members\":[{\"id\":\"a\",}]}", "members[0].id", 2)]
    [DataRow("{\"id\":\"c\"} // more", "$", 1)]
    [DataRow("{\"id\":\"c\",\n\"name\":\"\\ud800\"}", "name", 2)]
    public void FromJson_TextThatIsNoCouncil_SaysPathAndLine(string json, string path, int line)
    {
        var error = Assert.ThrowsExactly<CouncilFormatException>(() => DynamicCouncil.FromJson(json));

        Assert.AreEqual((path, (long?)line), (error.Path, error.Line), error.Message);
        Assert.StartsWith($"{path} (line {line}): ", error.Message);
        Assert.IsEmpty(error.Problems);
    }

    [TestMethod]
    public void FromJson_TooDeep_SaysSo()
        => Assert.AreEqual(1L, Assert.ThrowsExactly<CouncilFormatException>(() => DynamicCouncil.FromJson("{\"id\":\"c\",\"x\":" + new string('[', 100_000))).Line);

    [TestMethod]
    public void FromJson_HostileKeyInAnError_IsShownShortAndOnOneLine()
    {
        var error = Assert.ThrowsExactly<CouncilFormatException>(() => DynamicCouncil.FromJson("{\"id\":\"c\",\"" + "\\u001b[31m\\n\\u202e" + new string('x', 100_000) + "\":{\"a\":1,\"a\":2}}"));

        Assert.IsLessThan(300, error.Message.Length);
        Assert.IsFalse(error.Message.Any(static letter => char.IsControl(letter) || letter == '\u202E'));
    }

    [TestMethod]
    public async Task ToJson_CouncilsByChance_ReadAndWrittenAgainIsTheSame()
        => await Sequences.RunAsync("JSON of councils", random =>
        {
            var council = new RandomCouncil(random).Next();

            var json = council.ToJson();
            var read = DynamicCouncil.FromJson(json);

            Assert.AreEqual(json, read.ToJson());
            Assert.AreEqual(council, read);
            Assert.AreEqual(council.GetHashCode(), read.GetHashCode());
            return Task.CompletedTask;
        });

    [TestMethod]
    public async Task FromJson_TextsDamagedByChance_GiveACouncilOrAnErrorWithALine()
        => await Sequences.RunAsync("damaged JSON of councils", random =>
        {
            var damaged = Damage(new RandomCouncil(random).Next().ToJson(), random);
            try
            {
                var council = DynamicCouncil.FromJson(damaged);
                _ = council.Validate(new CouncilRegistry());
                _ = CouncilDiagram.Of(council.ToSpec());
                Assert.AreEqual(council.ToJson(), DynamicCouncil.FromJson(council.ToJson()).ToJson());
            }
            catch (CouncilFormatException error)
            {
                Assert.IsGreaterThanOrEqualTo(1L, error.Line!.Value);
            }

            return Task.CompletedTask;
        });

    private static string Damage(string json, Random random)
    {
        var text = new StringBuilder(json);
        for (var damages = random.Next(1, 4); damages > 0; damages--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                    text.Append(' ');
                    break;
                case 1:
                    text.Insert(at, random.In(["{", "}", "[", "]", "\"", ",", ":", "null", "1e999", "-1", "\\", "true", "\"id\":1,"]));
                    break;
                default:
                    text.Replace(random.In(["\"ada\"", "\"max\": ", "1", "\"vote\"", "null", "\"type\"", "\"seed\"", "\"id\""]), random.In(["0", "\"x\"", "null", "{}", "[]", "1e400", "\"retry\""]), at, text.Length - at);
                    break;
            }
        }

        return text.ToString();
    }
}
