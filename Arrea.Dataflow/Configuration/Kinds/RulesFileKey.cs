namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>The path of a file of validation rules, or none. The file is read when the key is set.</summary>
internal sealed class RulesFileKey(
    string name, string property, string bounds, string description, Func<EngineSettings, RulesFile?> read, Func<EngineSettings, RulesFile?, EngineSettings> write)
    : ConfigKey(name, property, typeof(string), bounds, description)
{
    public override string Format(object? value) => (string?)value ?? "";

    internal override Conversion Convert(object? value) => value switch
    {
        null or "" => new(null),
        string path when RulesFile.Read(path, out var problem) is var file => file is null ? new(null, $"is '{path}', {problem} Expected {Bounds}.") : new(file),
        _ => Conversion.Refused(value, Bounds),
    };

    internal override object? Read(EngineSettings settings) => read(settings)?.Path;

    internal override EngineSettings Write(EngineSettings settings, object? value) => write(settings, (RulesFile?)value);
}
