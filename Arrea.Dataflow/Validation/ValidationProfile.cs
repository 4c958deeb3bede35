namespace Arrea.Dataflow.Validation;

/// <summary>How strictly commands are judged, and whether the verdict counts.</summary>
public enum ValidationProfile
{
    /// <summary>All rules, over what the shell would do. The default.</summary>
    Guard,

    /// <summary>The five rules <c>no_rm_rf no_sudo no_dd no_mkfs no_fork_bomb</c> at their strictest, and every <c>$(…)</c> and backtick pair is an injection.</summary>
    Classic,

    /// <summary>The verdict of <see cref="Guard"/>; but an engine runs the command all the same, and tells of it.</summary>
    Warn,

    /// <summary>The verdict of the five rules and of a dynamic command name; an engine heeds neither. Text that is no command at all is refused.</summary>
    Off,

    /// <summary>As <see cref="Guard"/>; and every command of the text must be among <see cref="ValidationOptions.Allow"/>, or be a harmless builtin of the shell.</summary>
    Allowlist,
}
