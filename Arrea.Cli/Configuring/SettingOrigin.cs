namespace Arrea.Cli.Configuring;

/// <summary>Who gave a setting its value. A later one wins over an earlier one.</summary>
internal enum SettingLayer
{
    /// <summary>Nobody.</summary>
    Default,

    /// <summary>The user's file.</summary>
    User,

    /// <summary>The file <c>arrea.json</c> of the working directory.</summary>
    Project,

    /// <summary>An environment variable.</summary>
    Environment,
}

/// <summary>Where a setting comes from.</summary>
/// <param name="Layer">Who gave it.</param>
/// <param name="Source">The path of the file, or the name of the variable; empty for a default.</param>
internal sealed record SettingOrigin(SettingLayer Layer, string Source)
{
    public static SettingOrigin Default { get; } = new(SettingLayer.Default, "");

    /// <summary>For people: <c>user file /home/me/.config/arrea/config.json</c>.</summary>
    public override string ToString() => Layer switch
    {
        SettingLayer.User => $"user file {Source}",
        SettingLayer.Project => $"project file {Source}",
        SettingLayer.Environment => $"environment {Source}",
        _ => "default",
    };
}
