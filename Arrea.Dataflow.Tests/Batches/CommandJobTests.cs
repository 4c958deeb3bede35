using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Jobs that are made of arguments: by a template, or without a shell.</summary>
[TestClass]
public sealed class CommandJobTests
{
    private static readonly string[] Nasty = ["a b", "it's", "$HOME", "`id`", "*", "", "\n", "--", "é😀", "\\", "\"", "#"];

    [TestMethod]
    [DataRow("bash")]
    [DataRow("sh")]
    [ProgramCondition("bash")]
    public async Task FromTemplate_NastyArguments_ReachTheCommandAsTheyAre(string shell)
    {
        await using var engine = Engines.Create();
        var job = Job.FromTemplate(CommandTemplate.Parse("printf '%s|' {}"), Nasty) with { Shell = shell };

        var result = await engine.ExecuteAsync(job);

        Assert.AreEqual(string.Concat(Nasty.Select(static argument => argument + "|")), result.EnsureSuccess().StandardOutput);
        Assert.AreEqual(CommandTemplate.Parse("printf '%s|' {}").Expand(Nasty), job.Command);
        Assert.AreSame(job, result.Job);
    }

    [TestMethod]
    public async Task FromTemplate_ArgumentThatWouldBeAnOption_IsRejected()
    {
        await using var engine = Engines.Create();
        var job = Job.FromTemplate(CommandTemplate.Parse("ls {}"), "-la");

        var result = await engine.ExecuteAsync(job);

        Assert.AreEqual((OutcomeKind.Rejected, JobErrorCodes.ValidationFailed), (result.Outcome, result.Error?.Code));
        Assert.AreEqual("option_argument", Assert.IsInstanceOfType<Injection>(engine.Validate(job)).Rule);
        Assert.IsTrue(engine.Validate(job.Command!).IsAccepted, "as plain text it is the caller's own");
        Assert.IsTrue(engine.Validate(Job.FromTemplate(CommandTemplate.Parse("ls -- {}"), "-la")).IsAccepted);
    }

    [TestMethod]
    [DataRow("rm -r {}", "/")]
    [DataRow("echo {} > /etc/passwd", "x")]
    public async Task FromTemplate_DangerousCommand_IsRejected(string template, string argument)
    {
        await using var engine = Engines.Create();

        Assert.IsInstanceOfType<Dangerous>(engine.Validate(Job.FromTemplate(CommandTemplate.Parse(template), argument)));
        Assert.IsInstanceOfType<Dangerous>(engine.Validate(Job.FromTemplate(CommandTemplate.Parse(template, ShellDialect.Posix), argument)));
    }

    [TestMethod]
    [ProgramCondition("bash", "dash")]
    [DataRow("bash", ShellDialect.Bash, true)]
    [DataRow("dash", ShellDialect.Bash, false)]
    public async Task FromTemplate_WordsOfBash_AreRefusedWhereASmallShellWouldRunThem(string shell, ShellDialect dialect, bool accepted)
    {
        await using var engine = Engines.Create();
        var job = Job.FromTemplate(CommandTemplate.Parse("cat <(echo {})", dialect), "x") with { Shell = shell };

        Assert.AreEqual(accepted, engine.Validate(job).IsAccepted);
    }

    [TestMethod]
    public void FromTemplate_ListThatChangesLater_IsCopied()
    {
        List<string> arguments = ["a"];
        var job = Job.FromTemplate(CommandTemplate.Parse("echo {#} {%} {}"), arguments, 7);

        arguments[0] = "b";

        Assert.AreEqual("echo '7' '1' 'a'", job.Command);
        Assert.AreEqual("echo '7' '3' 'a'", job.InSlot(3).Command);
        Assert.AreEqual("command", $"{job}");
    }

    [TestMethod]
    public void FromTemplate_WrongArguments_Throw()
    {
        var template = CommandTemplate.Parse("mv {1} {2}");

        Assert.ThrowsExactly<ArgumentNullException>(() => Job.FromTemplate(null!, "a"));
        Assert.ThrowsExactly<ArgumentException>(() => Job.FromTemplate(template, "a"));
        Assert.ThrowsExactly<ArgumentException>(() => Job.FromTemplate(template, "a", "\0"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Job.FromTemplate(template, ["a", "b"], 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Job.FromTemplate(template, "a", "b").InSlot(0));
    }

    [TestMethod]
    public void InSlot_NoPlaceForIt_IsTheSameJob()
    {
        var text = new Job("echo {%}");
        var template = Job.FromTemplate(CommandTemplate.Parse("echo {}"), "{%}");

        Assert.AreSame(text, text.InSlot(2));
        Assert.AreSame(template, template.InSlot(2));
    }

    [TestMethod]
    public async Task FromArguments_NastyArguments_ReachTheProgramWithoutAShell()
    {
        await using var engine = Engines.Create();
        var job = Job.FromArguments("printf", ["%s|", .. Nasty]) with { Shell = "/no/such/shell" };

        var result = await engine.ExecuteAsync(job);

        Assert.AreEqual(string.Concat(Nasty.Select(static argument => argument + "|")), result.EnsureSuccess().StandardOutput);
        CollectionAssert.AreEqual(new[] { "printf", "%s|" }.Concat(Nasty).ToArray(), job.Arguments!.ToArray());
        Assert.IsNull(new Job("ls").Arguments);
    }

    [TestMethod]
    [DataRow("cp -- 'a b' /tmp/x.y", "cp", "--", "a b", "/tmp/x.y")]
    [DataRow("'if' then", "if", "then")]
    [DataRow("'a=b' c=d", "a=b", "c=d")]
    [DataRow(@"echo '' 'it'\''s' '~'", "echo", "", "it's", "~")]
    public void FromArguments_Command_IsTheSameForAShell(string command, string program, params string[] arguments)
        => Assert.AreEqual(command, Job.FromArguments(program, arguments).Command);

    [TestMethod]
    public async Task FromArguments_Refused_IsRejectedAndMissingFailsToStart()
    {
        await using var engine = Engines.Create();

        var refused = await engine.ExecuteAsync(Job.FromArguments("rm", "-rf", "/"));
        var missing = await engine.ExecuteAsync(Job.FromArguments("no-such-program-anywhere", "x") with { Policy = Engines.NoRetry });
        var unquoted = await engine.ExecuteAsync(Job.FromArguments("echo", "$(rm -rf /)"));

        Assert.AreEqual(OutcomeKind.Rejected, refused.Outcome);
        Assert.AreEqual(JobErrorCodes.StartFailed, missing.Error?.Code);
        Assert.AreEqual("$(rm -rf /)\n", unquoted.EnsureSuccess().StandardOutput);
    }

    [TestMethod]
    public void FromArguments_WrongArguments_Throw()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Job.FromArguments(""));
        Assert.ThrowsExactly<ArgumentNullException>(() => Job.FromArguments(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => Job.FromArguments("a", (string)null!));
        Assert.ThrowsExactly<ArgumentException>(() => Job.FromArguments("a", "b\0"));
        Assert.ThrowsExactly<ArgumentException>(() => Job.FromArguments("a\ud800"));
    }

    [TestMethod]
    public async Task FromArguments_Interactive_RunsTheProgram()
    {
        await using var engine = Engines.Create();
        List<string> lines = [];
        await using var process = engine.StartInteractive(
            Job.FromArguments("sh", "-c", "echo \"$1\"", "sh", "a b"), new InteractiveOptions { OnLine = (_, line) => Add(line) });

        await process.Completion;

        CollectionAssert.AreEqual(new[] { "a b" }, lines);

        ValueTask Add(OutputLine line)
        {
            lines.Add(line.Text);
            return default;
        }
    }
}
