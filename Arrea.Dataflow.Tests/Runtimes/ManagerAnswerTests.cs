using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Dataflow.Tests.Runtimes;

/// <summary>What the managers print, and what they should not.</summary>
[TestClass]
public sealed class ManagerAnswerTests
{
    [TestMethod]
    [DataRow("  18.0.0\n *20.1.0\n", "18.0.0 20.1.0")]
    [DataRow("18.0.0\r\n* 20.1.0\r\n\n", "18.0.0 20.1.0")]
    [DataRow("  ref:v1.2\n\tsystem", "ref:v1.2 system")]
    [DataRow("", "")]
    [DataRow("  No versions installed\n", "No versions installed")]
    public void Asdf_Lines_AreVersions(string output, string versions)
    {
        var answer = AsdfList.Read(new CommandResult { ExitCode = 0, StandardOutput = output });

        Assert.IsNull(answer.Failure);
        Assert.IsTrue(answer.HasPlugin);
        Assert.AreEqual(versions, string.Join(' ', answer.Versions.Order(StringComparer.Ordinal)));
    }

    [TestMethod]
    [DataRow("No such plugin: nodejs\n", 1, false)]
    [DataRow("No compatible versions installed (nodejs )\n", 1, true)]
    [DataRow("No compatible versions installed (nodejs)\n", 0, true)]
    [DataRow("  No versions installed\n", 0, true)]
    public void Asdf_SaysThatNothingIsThere_IsAnAnswer(string error, int exitCode, bool hasPlugin)
    {
        var answer = AsdfList.Read(new CommandResult { ExitCode = exitCode, StandardError = error });

        Assert.IsNull(answer.Failure);
        Assert.AreEqual(hasPlugin, answer.HasPlugin);
        Assert.IsEmpty(answer.Versions);
    }

    [TestMethod]
    [DataRow("[]", "")]
    [DataRow("""[{"version":"20.1.0","requested_version":"20","install_path":"/x","source":{"type":"mise.toml"},"installed":true,"active":true}]""", "20.1.0")]
    [DataRow("""[{"version":"20.1.0","installed":false},{"version":"18.0.0","installed":true}]""", "18.0.0")]
    [DataRow("""[{"version":"20.1.0","install_path":"/x"}]""", "20.1.0")]
    [DataRow("""{"go":[{"version":"1.24.0","installed":true}],"node":[{"version":"20.1.0","installed":true}]}""", "20.1.0")]
    [DataRow("""{"go":[{"version":"1.24.0","installed":true}]}""", "")]
    [DataRow("{}", "")]
    public void Mise_Json_IsVersions(string output, string versions)
    {
        var answer = MiseList.Read(new CommandResult { ExitCode = 0, StandardOutput = output }, "node");

        Assert.IsNull(answer.Failure);
        Assert.AreEqual(versions, string.Join(' ', answer.Versions));
    }

    public static IEnumerable<string> Garbage { get; } =
    [
        "", "\0", "20.1.0", "null", "42", "\"20.1.0\"", "[20]", "[null]", "[[]]", "[{}]", "[{\"version\":20}]", "[{\"version\":null}]", "{\"node\":{}}", "{\"node\":null}",
        "[{\"version\":\"20.1.0\"}", "[]x", "[{\"version\":\"\\ud800\"}]", "\ud800", new string('[', 100_000), "mise WARN something\n[]",
    ];

    [TestMethod]
    [DynamicData(nameof(Garbage))]
    public void Mise_Garbage_IsNoAnswer(string output)
        => Assert.AreEqual("its answer is not the JSON that was expected", MiseList.Read(new CommandResult { ExitCode = 0, StandardOutput = output }, "node").Failure);

    [TestMethod]
    public void Any_EndsOtherwise_IsNoAnswerInItsOwnWords()
    {
        foreach (var read in new Func<CommandResult, InstalledVersions>[] { AsdfList.Read, static result => MiseList.Read(result, "node") })
        {
            Assert.AreEqual("it was ended by signal 9", read(new CommandResult { Signal = 9 }).Failure);
            Assert.AreEqual("shell 'x' is missing", read(new CommandResult { StartError = "shell 'x' is missing", ExitCode = 127 }).Failure);
            Assert.AreEqual("it ended with exit code 3", read(new CommandResult { ExitCode = 3 }).Failure);
            Assert.AreEqual("it ended with exit code 3: [31m two lines", read(new CommandResult { ExitCode = 3, StandardError = "\u001b[31m two\n\0 lines\n" }).Failure);
            Assert.IsLessThan(400, read(new CommandResult { ExitCode = 3, StandardError = new string('x', 100_000) }).Failure!.Length);
        }
    }
}
