namespace Arrea.Dataflow.Validation.Rules;

/// <summary>What a broken rule makes of a command.</summary>
public enum RuleSeverity
{
    /// <summary>The command would do harm: <see cref="Validation.Dangerous"/>.</summary>
    Dangerous,

    /// <summary>What it would do cannot be vouched for: <see cref="Validation.Injection"/>.</summary>
    Injection,
}
