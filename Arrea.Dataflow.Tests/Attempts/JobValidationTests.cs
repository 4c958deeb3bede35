using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Attempts;

/// <summary>The engine judges commands by its profile, as the shell that will run them reads them.</summary>
[TestClass]
public sealed class JobValidationTests
{
    private readonly List<CommandRequest> _ran = [];

    [TestMethod]
    [DataRow(ValidationProfile.Guard, false)]
    [DataRow(ValidationProfile.Classic, false)]
    [DataRow(ValidationProfile.Allowlist, false)]
    [DataRow(ValidationProfile.Warn, true)]
    [DataRow(ValidationProfile.Off, true)]
    public async Task ExecuteAsync_DangerousCommand_RunsOnlyWhereTheProfileHeedsNoVerdict(ValidationProfile profile, bool runs)
    {
        await using var engine = Engine(new() { ValidationProfile = profile });

        var result = await engine.ExecuteAsync("rm -rf /");
        var empty = await engine.ExecuteAsync(" ");

        Assert.AreEqual(runs ? OutcomeKind.Succeeded : OutcomeKind.Rejected, result.Outcome);
        Assert.HasCount(runs ? 1 : 0, _ran);
        Assert.AreEqual(OutcomeKind.Rejected, empty.Outcome, "what is no command at all never runs");
        Assert.AreEqual("no_rm_rf", Assert.IsInstanceOfType<Dangerous>(engine.Validate("rm -rf /")).Rule);
        Assert.IsTrue(engine.Validate(Job.Run(static () => 1)).IsAccepted);
    }

    [TestMethod]
    public async Task ExecuteAsync_Warn_TellsOfWhatRunsAllTheSame()
    {
        using var log = new LogLines();
        var events = new List<(string Name, object? Warning)>();
        await using var engine = Engine(new()
        {
            ValidationProfile = ValidationProfile.Warn,
            LoggerFactory = log,
            OnTelemetry = e => events.Add((e.Name, e.Metadata.GetValueOrDefault("warning"))),
        });

        await engine.ExecuteAsync(new Job("rm -rf /") { Tag = "t" });
        await engine.ExecuteAsync("echo fine");

        CollectionAssert.AreEqual(
            new (string, object?)[] { ("arrea.validation.failed", true), ("arrea.validation.passed", null) },
            events.Where(static e => e.Name.StartsWith("arrea.validation", StringComparison.Ordinal)).ToArray());
        Assert.AreEqual(
            "A command runs although validation speaks against it: dangerous, rule no_rm_rf, tag t", log.All.Single(static line => line.Id == 1201).Text);
    }

    [TestMethod]
    [ProgramCondition("bash", "dash")]
    [DataRow("bash", true)]
    [DataRow("dash", false)]
    [DataRow("/bin/../bin/dash", false)]
    [DataRow("zsh", true)]
    public async Task Validate_TextThatOnlyBashParses_IsRefusedWhereASmallShellRunsIt(string shell, bool accepted)
    {
        await using var engine = Engine(new());

        var verdict = engine.Validate(new Job("cat <(ls)") { Shell = shell });

        Assert.AreEqual(accepted, verdict.IsAccepted, $"{verdict}");
        if (verdict is Injection injection)
        {
            Assert.AreEqual("unparsable", injection.Rule);
            Assert.StartsWith("bash would understand it, and a POSIX shell such as dash does not.", injection.Why);
        }
    }

    [TestMethod]
    [ProgramCondition("dash")]
    public async Task Validate_ShellOfTheEngineOrBehindALink_IsTheOneThatCounts()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder["sh"], "/bin/dash");
        await using var engine = Engine(new() { Shell = folder["sh"] });

        Assert.IsFalse(engine.Validate("cat <(ls)").IsAccepted);
        Assert.IsTrue(engine.Validate(new Job("cat <(ls)") { Shell = "bash" }).IsAccepted);
        engine.Config.Set("shell", "bash");
        Assert.IsTrue(engine.Validate("cat <(ls)").IsAccepted);
    }

    [TestMethod]
    [DataRow("BASH_ENV", "x", true)]
    [DataRow("ENV", "/tmp/x", true)]
    [DataRow("ENV", "$(id)", true)]
    [DataRow("ENV", "production", false)]
    [DataRow("SHELLOPTS", "xtrace", true)]
    [DataRow("BASHOPTS", "x", true)]
    [DataRow("PS4", "$(id)", true)]
    [DataRow("BASH_FUNC_ls%%", "() { id; }", true)]
    [DataRow("BASH_FUNC_ls", "x", false)]
    [DataRow("ZDOTDIR", "/tmp", true)]
    [DataRow("CDPATH", "/tmp", true)]
    [DataRow("LD_PRELOAD", "/tmp/x.so", true)]
    [DataRow("LD_AUDIT", "/tmp/x.so", true)]
    [DataRow("LD_LIBRARY_PATH", "/tmp", false)]
    [DataRow("PATH", "/tmp", false)]
    [DataRow("", "x", false)]
    public async Task Validate_JobThatSetsAVariableOfTheShell_IsRefusedWhereTheShellWouldRunMore(string name, string value, bool refused)
    {
        await using var engine = Engine(new());
        var job = new Job("echo hello") { Environment = new Dictionary<string, string?> { [name] = value }, Shell = "/bin/bash" };

        var verdict = engine.Validate(job);

        Assert.AreEqual(refused ? "environment" : "", verdict is Injection injection ? injection.Rule : "", $"{verdict}");
        Assert.IsTrue(engine.Validate(job with { Environment = new Dictionary<string, string?> { [name] = null } }).IsAccepted, "taking one away is harmless");
        Assert.AreEqual(refused ? OutcomeKind.Rejected : OutcomeKind.Succeeded, (await engine.ExecuteAsync(job)).Outcome);
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync(job with { Validate = false })).Outcome);
    }

    [TestMethod]
    public async Task ExecuteAsync_AcceptedText_IsByteForByteWhatTheShellIsGiven()
    {
        using var folder = new TemporaryFolder();
        var shell = folder["shell"];
        await File.WriteAllTextAsync(shell, "#!/bin/sh\nprintf '%s' \"$2\"\n");
        folder.MakeExecutable("shell");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { Shell = shell, RetryDelay = TimeSpan.Zero });
        var random = new Random(7);
        string[] pieces = ["echo ", "'a b'", "\"$x\"", "é😀", "\n", "\t", "; ls", " | cat", " # x\n", "\\\n", "$((1+2))", "  ", "~", "*", "{a,b}", "> out", "\r", "\u00a0", "cat <<E\nx\nE\n"];
        var accepted = 0;

        for (var i = 0; i < TestScale.Choose(100, 3000, "texts that reach the shell unchanged"); i++)
        {
            var text = "echo " + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (!engine.Validate(text).IsAccepted)
            {
                continue;
            }

            accepted++;
            CollectionAssert.AreEqual(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes((await engine.ExecuteAsync(text)).StandardOutput), text);
        }

        Assert.IsGreaterThan(20, accepted);
    }

    [TestMethod]
    [ProgramCondition("bash", "dash")]
    public async Task ExecuteAsync_ShellIsSetBetweenAttempts_TheJobKeepsTheOneItWasLookedAtFor()
    {
        ArreaEngine? engine = null;
        await using var made = engine = ArreaEngine.Create(new()
        {
            Shell = "bash",
            RetryDelay = TimeSpan.Zero,
            CommandRunner = new DelegateRunner((request, _) =>
            {
                _ran.Add(request);
                engine!.Config.Set("shell", "dash");
                return Task.FromResult(new CommandResult { ExitCode = _ran.Count == 1 ? 1 : 0 });
            }),
        });

        await engine.ExecuteAsync(new Job("cat <(ls)") { Policy = ErrorPolicy.Default with { MaxRetries = 1, RetryDelay = TimeSpan.Zero } });
        var next = await engine.ExecuteAsync("cat <(ls)");

        CollectionAssert.AreEqual(new[] { "bash", "bash" }, _ran.Select(static request => Path.GetFileName(request.ChosenShell!.Path)).ToArray());
        Assert.AreEqual(OutcomeKind.Rejected, next.Outcome, "the next job has the new one");
    }

    [TestMethod]
    [ProgramCondition("dash")]
    public async Task Validate_CopyOfASmallShellOrAChangedLink_IsJudgedByBothGrammars()
    {
        using var folder = new TemporaryFolder();
        File.Copy("/bin/dash", folder["mine"]);
        File.CreateSymbolicLink(folder["bash"], "/bin/bash");
        await using var engine = Engine(new());

        Assert.IsFalse(engine.Validate(new Job("cat <(ls)") { Shell = folder["mine"] }).IsAccepted);
        Assert.IsTrue(engine.Validate(new Job("cat <(ls)") { Shell = folder["bash"] }).IsAccepted);
        File.Delete(folder["bash"]);
        File.CreateSymbolicLink(folder["bash"], "/bin/dash");
        Assert.IsFalse(engine.Validate(new Job("cat <(ls)") { Shell = folder["bash"] }).IsAccepted);
    }

    [TestMethod]
    public async Task ExecuteAsync_VariableAddedAfterTheJobWasMade_IsNotOfTheJob()
    {
        var variables = new Dictionary<string, string?> { ["A"] = "1" };
        await using var engine = Engine(new());
        var job = new Job("echo hello") { Environment = variables, InheritedVariables = ["PATH"] };

        variables["BASH_ENV"] = "/tmp/x";

        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.ExecuteAsync(job)).Outcome);
        CollectionAssert.AreEqual(new[] { "A" }, _ran.Single().Environment!.Keys.ToArray());
    }

    [TestMethod]
    public async Task StartInteractive_RefusedCommand_Throws()
    {
        await using var engine = Engine(new());

        Assert.Contains("BASH_ENV", Assert.ThrowsExactly<ArgumentException>(
            () => engine.StartInteractive(new Job("cat") { Environment = new Dictionary<string, string?> { ["BASH_ENV"] = "x" } })).Message);
    }

    private ArreaEngine Engine(ArreaEngineOptions options)
    {
        options.CommandRunner = new DelegateRunner((request, _) =>
        {
            lock (_ran)
            {
                _ran.Add(request);
            }

            return Task.FromResult(new CommandResult { ExitCode = 0 });
        });
        return ArreaEngine.Create(options);
    }
}
