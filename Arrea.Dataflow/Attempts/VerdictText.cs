using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Attempts;

/// <summary>A verdict as the message of a job's error.</summary>
internal static class VerdictText
{
    /// <summary>What is wrong with the command, and what to do about it.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Dangerous dangerous => $"The command is dangerous ({dangerous.Pattern}): {dangerous.Why} Change it, or {(CommandValidator.AllRules.Contains(dangerous.Rule) ? $"switch the rule {dangerous.Rule} off" : $"allow it, or change your rule {dangerous.Rule}")}.",
        Injection injection => $"The command may be an injection ({injection.Rule}): {injection.Why}",
        Invalid invalid => CommandForm.Describe(invalid.Reason),
        _ => "",
    };

    /// <summary>The rule that a verdict names; empty where it names none.</summary>
    public static string RuleOf(Verdict verdict) => verdict switch
    {
        Dangerous dangerous => dangerous.Rule,
        Injection injection => injection.Rule,
        _ => "",
    };
}
