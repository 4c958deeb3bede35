namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>On or off.</summary>
internal sealed class SwitchKey(
    string name, string property, string description, Func<EngineSettings, bool> read, Func<EngineSettings, bool, EngineSettings> write)
    : TypedKey<bool>(name, property, "true or false, or yes, no, 1, 0", description, read, write)
{
    internal override Conversion Convert(object? value) => value switch
    {
        bool => new(value),
        string text => text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "YES" or "1" => new(true),
            "FALSE" or "NO" or "0" => new(false),
            _ => Conversion.Refused(value, Bounds),
        },
        _ => Conversion.Refused(value, Bounds),
    };

    protected override string Text(bool value) => value ? "true" : "false";
}
