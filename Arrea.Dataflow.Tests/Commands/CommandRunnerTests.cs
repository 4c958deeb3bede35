using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Commands.Portable;

namespace Arrea.Dataflow.Tests.Commands;

[TestClass]
public sealed class LinuxCommandRunnerTests : LinuxRunnerContract
{
    private protected override ICommandRunner CreateRunner() => new LinuxCommandRunner();
}

/// <summary>As on an old kernel, or when no descriptor was left for it: the exit has to be looked for.</summary>
[TestClass]
public sealed class LinuxCommandRunnerWithoutPidfdTests : LinuxRunnerContract
{
    private protected override ICommandRunner CreateRunner() => new LinuxCommandRunner(usePidfd: false);
}

/// <summary>The common contract only; what it does not hold of the rest is listed at the runner.</summary>
[TestClass]
public sealed class PortableCommandRunnerTests : CommandRunnerContract
{
    private protected override ICommandRunner CreateRunner() => new PortableCommandRunner();
}

[TestClass]
public sealed class CommandRunnerTests
{
    [TestMethod]
    public void Default_OnLinux_IsTheRunnerForLinux()
        => Assert.IsInstanceOfType<LinuxCommandRunner>(CommandRunner.Default);
}
