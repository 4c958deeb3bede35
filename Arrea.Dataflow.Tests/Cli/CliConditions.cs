namespace Arrea.Dataflow.Tests.Cli;

/// <summary>The test needs <c>script</c>, which runs a program in a terminal.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresTerminalAttribute() : ConditionBaseAttribute(ConditionMode.Include)
{
    public override string GroupName => nameof(RequiresTerminalAttribute);

    public override string? IgnoreMessage { get; set; } = "'script' (util-linux) is not installed, so there is no terminal to test in.";

    public override bool IsConditionMet { get; } = File.Exists("/usr/bin/script");
}

/// <summary>The test takes minutes and runs only when ARREA_TEST_FULL is 1.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class LongTestAttribute() : ConditionBaseAttribute(ConditionMode.Include)
{
    public override string GroupName => nameof(LongTestAttribute);

    public override string? IgnoreMessage { get; set; } = "It takes minutes; set ARREA_TEST_FULL=1 to run it.";

    public override bool IsConditionMet { get; } = Environment.GetEnvironmentVariable("ARREA_TEST_FULL") == "1";
}
