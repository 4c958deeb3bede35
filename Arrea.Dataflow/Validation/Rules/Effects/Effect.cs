using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>What a command or a redirection does to a file.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Path">The file, or the folder.</param>
/// <param name="IsRecursive">Whether all that is in the folder goes with it.</param>
internal readonly record struct Effect(EffectKind Kind, Value Path, bool IsRecursive);

/// <summary>What can be done to a file.</summary>
internal enum EffectKind
{
    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It is written, or made.</summary>
    Write,

    /// <summary>It goes elsewhere.</summary>
    Move,

    /// <summary>It is read, and shown.</summary>
    Read,

    /// <summary>It is read, and copied or packed.</summary>
    Copy,

    /// <summary>It is read, and leaves the machine.</summary>
    Send,

    /// <summary>A container gets it.</summary>
    Mount,

    /// <summary>Its permissions change.</summary>
    Permission,

    /// <summary>Its owner changes.</summary>
    Owner,

    /// <summary>What was in it is replaced, in every file that a pattern fits: <c>truncate -s 0 ~/*</c>.</summary>
    Overwrite,

    /// <summary>Some of what lies in it, however deep, is deleted: <c>find ~ -mtime +30 -delete</c>.</summary>
    Prune,
}
