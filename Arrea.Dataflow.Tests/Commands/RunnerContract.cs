using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Tests.Commands;

/// <summary>A suite that every runner must pass, with a runner of its own for each test.</summary>
public abstract class RunnerContract
{
    private protected ICommandRunner Runner => field ??= CreateRunner();

    [TestCleanup]
    public async Task DisposeRunnerAsync() => await Runner.DisposeAsync();

    private protected abstract ICommandRunner CreateRunner();
}
