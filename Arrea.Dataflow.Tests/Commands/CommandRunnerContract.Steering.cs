using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Commands;

/// <summary>Variables by which a shell would run other text than it is given.</summary>
public abstract partial class CommandRunnerContract
{
    private const string Secret = "arrea-steered";

    [TestMethod]
    [DoNotParallelize]
    public async Task Environment_InheritedVariablesThatSteerAShell_AreNotHandedOn()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["start"], $"echo {Secret}\n");
        await Condition.HoldsAsync(static () => !InheritedEnvironment.IsShared, "no command of another test runs");
        var steering = new Dictionary<string, string>
        {
            ["BASH_ENV"] = folder["start"],
            ["ENV"] = folder["start"],
            ["SHELLOPTS"] = "xtrace",
            ["BASHOPTS"] = "expand_aliases",
            ["CDPATH"] = folder.Path,
            ["ZDOTDIR"] = folder.Path,
            ["PS4"] = $"$(echo {Secret} >&2)",
            ["BASH_FUNC_true%%"] = $"() {{ echo {Secret}; }}",
        };
        Change(steering.Keys, name => steering[name]);
        try
        {
            var seen = await EnvironmentAsync(new());
            foreach (var shell in new[] { "bash", "sh" })
            {
                var result = await RunAsync(new CommandRequest { Text = "true; echo done", Shell = shell });
                Assert.AreEqual("done\n", result.StandardOutput);
                Assert.AreEqual("", result.StandardError);
            }

            Assert.DoesNotContain(Secret, seen);
            Assert.DoesNotContain("SHELLOPTS", seen);
            Assert.DoesNotContain("BASHOPTS", seen);
            Assert.DoesNotContain("CDPATH", seen);
            Assert.DoesNotContain("ZDOTDIR", seen);
            Assert.Contains("BASH_ENV=mine", await EnvironmentAsync(new() { Environment = new Dictionary<string, string?> { ["BASH_ENV"] = "mine" } }));
        }
        finally
        {
            Change(steering.Keys, static _ => null);
        }
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task Environment_InheritedEnvThatIsAWord_IsHandedOn()
    {
        await Condition.HoldsAsync(static () => !InheritedEnvironment.IsShared, "no command of another test runs");
        Change(["ENV"], static _ => "production");
        try
        {
            Assert.AreEqual("ENV=production", await EnvironmentAsync(new() { InheritedVariables = ["ENV"] }));
        }
        finally
        {
            Change(["ENV"], static _ => null);
        }
    }

    private static void Change(IEnumerable<string> names, Func<string, string?> value)
    {
        foreach (var name in names)
        {
            Environment.SetEnvironmentVariable(name, value(name));
        }
    }
}
