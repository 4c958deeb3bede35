using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/commands.md: run, and its answers checked.</summary>
[TestClass]
public sealed class CommandSnippets
{
    [TestMethod]
    public async Task Input()
    {
        using var folder = new TemporaryFolder();
        var (path, lines) = (folder["in"], new List<string>());
        await File.WriteAllTextAsync(path, "first\nsecond\n");
        Action<string> print = lines.Add;

        #region snippet-commands-input
        await using var engine = ArreaEngine.Create();

        JobResult text = await engine.ExecuteAsync(new Job("sort") { StandardInput = "b\na\n" });
        JobResult bytes = await engine.ExecuteAsync(new Job("wc -c") { StandardInput = CommandInput.FromBytes(new byte[] { 0, 255 }) });
        JobResult file = await engine.ExecuteAsync(new Job("head -n 1") { StandardInput = CommandInput.FromFile(path) });
        print(text.StandardOutput + bytes.StandardOutput.Trim() + "\n" + file.StandardOutput);
        #endregion

        CollectionAssert.AreEqual(new[] { "a\nb\n2\nfirst\n" }, lines);
    }

    [TestMethod]
    public async Task Targets()
    {
        using var folder = new TemporaryFolder();
        var (output, log, lines) = (folder["out"], folder["log"], new List<string>());
        Action<string> print = lines.Add;

        #region snippet-commands-targets
        await using var engine = ArreaEngine.Create(new() { MaxCapturedBytes = 0 });

        await engine.ExecuteAsync(new Job("seq 100000; echo oops >&2")
        {
            StandardOutputTarget = OutputTarget.ToFile(output),
            StandardErrorTarget = OutputTarget.ToEndOfFile(log),
        });
        print($"{File.ReadLines(output).Count()} lines, {File.ReadAllText(log).Trim()}");
        #endregion

        CollectionAssert.AreEqual(new[] { "100000 lines, oops" }, lines);
    }

    [TestMethod]
    public async Task Merged()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-commands-merged
        await using var engine = ArreaEngine.Create();

        JobResult job = await engine.ExecuteAsync(new Job("echo one; echo two >&2; echo three") { MergeOutputs = true });
        print(job.StandardOutput);
        #endregion

        CollectionAssert.AreEqual(new[] { "one\ntwo\nthree\n" }, lines);
    }

    [TestMethod]
    public async Task InheritedVariables()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-commands-environment
        await using var engine = ArreaEngine.Create(new() { InheritedVariables = ["PATH", "HOME", "LANG"] });

        JobResult job = await engine.ExecuteAsync(new Job("echo \"${SECRET:-not seen}, $MODE\"")
        {
            Environment = new Dictionary<string, string?> { ["MODE"] = "test" },
        });
        print(job.StandardOutput);
        #endregion

        CollectionAssert.AreEqual(new[] { "not seen, test\n" }, lines);
    }

    [TestMethod]
    public async Task Arguments()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-commands-arguments
        await using ICommandRunner runner = CommandRunner.Create();

        CommandResult result = await runner.RunAsync(new CommandRequest { Arguments = ["echo", "$HOME; ls", "*"] });
        print(result.StandardOutput);
        #endregion

        CollectionAssert.AreEqual(new[] { "$HOME; ls *\n" }, lines);
    }
}
