namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>A text, or none.</summary>
internal sealed class TextKey(
    string name, string property, string bounds, string description, Func<EngineSettings, string?> read, Func<EngineSettings, string?, EngineSettings> write)
    : TypedKey<string?>(name, property, bounds, description, read, write)
{
    internal override Conversion Convert(object? value) => value switch
    {
        null or "" => new(null),
        string text when text.Contains('\0', StringComparison.Ordinal) => Conversion.Refused("a text with a NUL character", Bounds),
        string => new(value),
        _ => Conversion.Refused(value, Bounds),
    };

    protected override string Text(string? value) => value!;
}
