namespace Arrea.Dataflow.Validation.Rules;

/// <summary>A rule that a command breaks.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Pattern">What people know it by.</param>
/// <param name="Span">Where, in characters of the text.</param>
/// <param name="Why">What was found, as a sentence.</param>
internal sealed record Finding(string Rule, RuleSeverity Severity, string Pattern, Range Span, string Why)
{
    // Losing work, or data that is somebody's own, is a matter of policy; so is who runs it. A reader should hear of the disk first.
    private static readonly HashSet<string> Policies = ["no_sudo", "no_git_discard", "no_git_rewrite", "no_db_drop", "no_cloud_destroy", "no_cloud_grant"];

    /// <summary>How grave it is, the least first: harm to the machine, then what is dangerous as a matter of policy, then injection.</summary>
    public int Gravity => Severity != RuleSeverity.Dangerous ? 2 : Policies.Contains(Rule) ? 1 : 0;
}
