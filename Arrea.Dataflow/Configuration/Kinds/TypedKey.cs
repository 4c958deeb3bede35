namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>A key whose value has a type, and a place among the settings.</summary>
internal abstract class TypedKey<T>(
    string name, string property, string bounds, string description, Func<EngineSettings, T> read, Func<EngineSettings, T, EngineSettings> write)
    : ConfigKey(name, property, typeof(T), bounds, description)
{
    public override string Format(object? value) => value is null ? "" : Text((T)value);

    internal override object? Read(EngineSettings settings) => read(settings);

    internal override EngineSettings Write(EngineSettings settings, object? value) => write(settings, (T)value!);

    protected abstract string Text(T value);
}
