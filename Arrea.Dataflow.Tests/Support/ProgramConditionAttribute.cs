namespace Arrea.Dataflow.Tests.Support;

/// <summary>Skips a test on a machine that lacks a program.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class ProgramConditionAttribute : ConditionBaseAttribute
{
    public ProgramConditionAttribute(params string[] programs)
        : base(ConditionMode.Include)
    {
        Programs = programs;
        var missing = programs.Where(static program => !IsOnPath(program)).ToList();
        IsConditionMet = missing.Count == 0;
        IgnoreMessage = $"not on the search path: {string.Join(", ", missing)}";
    }

    public string[] Programs { get; }

    public override bool IsConditionMet { get; }

    public override string GroupName => "Program";

    private static bool IsOnPath(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
