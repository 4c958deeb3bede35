using System.Collections.Concurrent;
using System.Threading.Channels;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/interactive.md: run, and its answers checked.</summary>
[TestClass]
public sealed class InteractiveSnippets
{
    [TestMethod]
    public async Task Conversation()
    {
        ICommandRunner runner = CommandRunner.Default;

        #region snippet-interactive-talk
        var answers = Channel.CreateBounded<string>(100);
        await using InteractiveProcess calculator = InteractiveProcess.Start(
            runner,
            new() { Text = "while read a b; do echo $((a + b)); done", Shell = "sh" },
            new() { OnLine = (_, line) => answers.Writer.WriteAsync(line.Text) });

        await calculator.WriteLineAsync("2 3");
        string sum = await answers.Reader.ReadAsync();

        await calculator.CloseInputAsync();
        InteractiveResult result = await calculator.Completion;
        #endregion

        Assert.AreEqual("5", sum);
        Assert.AreEqual((InteractiveState.Stopped, "exit code 0"), (result.State, result.Reason));
    }

    [TestMethod]
    public async Task Supervision()
    {
        ICommandRunner runner = CommandRunner.Default;
        CommandRequest request = new() { Text = "exit 3", Shell = "sh" };
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-interactive-restart
        await using var server = InteractiveProcess.Start(runner, request, new()
        {
            Restart = RestartPolicy.OnFailure,
            MaxRestarts = 2,
            RestartWindow = TimeSpan.FromMinutes(10),
            RestartDelay = TimeSpan.FromMilliseconds(1),
        });

        InteractiveResult result = await server.Completion;
        print($"{result.State} after {result.Restarts} restarts: {result.Reason}");
        #endregion

        Assert.AreEqual("Failed after 2 restarts: 2 restarts within 00:10:00 are the limit; the last end: exit code 3", lines.Single());
    }

    [TestMethod]
    public async Task Health()
    {
        ICommandRunner runner = CommandRunner.Default;

        #region snippet-interactive-health
        var answers = new ConcurrentQueue<string>();
        await using var server = InteractiveProcess.Start(runner, new() { Arguments = ["cat"] }, new()
        {
            Restart = RestartPolicy.OnFailure,
            Health = new()
            {
                Check = async (process, cancellationToken) =>
                {
                    await process.WriteLineAsync("ping", cancellationToken);
                    return answers.TryDequeue(out _);
                },
                Interval = TimeSpan.FromSeconds(10),
                Timeout = TimeSpan.FromSeconds(5),
                Failures = 3,
            },
            OnLine = (_, line) =>
            {
                answers.Enqueue(line.Text);
                return default;
            },
        });
        #endregion

        await Condition.HoldsAsync(() => server.State == InteractiveState.Running, "it runs");
        await server.CheckHealthAsync();
        await Condition.HoldsAsync(() => answers.TryPeek(out _), "it has answered");
        Assert.IsTrue(await server.CheckHealthAsync());

        #region snippet-interactive-stop
        InteractiveResult result = await server.StopAsync();
        #endregion

        Assert.AreEqual(InteractiveState.Stopped, result.State);
    }
}
