namespace Arrea.Dataflow.Tests.Cli;

/// <summary>The test needs <c>script</c>, which runs a program in a terminal.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresTerminalAttribute : ConditionBaseAttribute
{
    public RequiresTerminalAttribute()
        : base(ConditionMode.Include)
        => IgnoreMessage = "'script' (util-linux) is not installed, so there is no terminal to test in.";

    public override string GroupName => nameof(RequiresTerminalAttribute);

    public override bool IsConditionMet { get; } = File.Exists("/usr/bin/script");
}

/// <summary>The test takes long and runs only when ARREA_TEST_FULL is 1.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class LongTestAttribute : ConditionBaseAttribute
{
    public LongTestAttribute()
        : base(ConditionMode.Include)
        => IgnoreMessage = "It takes long; set ARREA_TEST_FULL=1 to run it.";

    public override string GroupName => nameof(LongTestAttribute);

    public override bool IsConditionMet { get; } = Environment.GetEnvironmentVariable("ARREA_TEST_FULL") == "1";
}
