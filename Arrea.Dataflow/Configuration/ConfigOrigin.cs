namespace Arrea.Dataflow.Configuration;

/// <summary>Where the value of a key comes from. A later one wins over an earlier one.</summary>
public enum ConfigOrigin
{
    /// <summary>Nobody has said anything.</summary>
    Default,

    /// <summary>The engine's options: from code, a configuration, or the environment.</summary>
    Configuration,

    /// <summary><see cref="ArreaConfig.Set"/>.</summary>
    Runtime,
}
