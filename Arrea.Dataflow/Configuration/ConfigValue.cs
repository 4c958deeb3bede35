namespace Arrea.Dataflow.Configuration;

/// <summary>The value of a key at one moment, and where it comes from.</summary>
/// <param name="Value">The value, of the key's type; null for none.</param>
/// <param name="Origin">Who said so.</param>
public sealed record ConfigValue(object? Value, ConfigOrigin Origin);
