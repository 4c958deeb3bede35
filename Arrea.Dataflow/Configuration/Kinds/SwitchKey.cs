namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>On or off.</summary>
internal sealed class SwitchKey(
    string name, string property, string description, Func<EngineSettings, bool> read, Func<EngineSettings, bool, EngineSettings> write)
    : TypedKey<bool>(name, property, "true or false", description, read, write)
{
    internal override Conversion Convert(object? value) => value switch
    {
        bool => new(value),
        string text when bool.TryParse(text, out var parsed) => new(parsed),
        _ => Conversion.Refused(value, Bounds),
    };

    protected override string Text(bool value) => value ? "true" : "false";
}
