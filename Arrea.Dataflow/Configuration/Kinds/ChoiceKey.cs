namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>One of several names.</summary>
/// <param name="name">The key.</param>
/// <param name="property">Its property.</param>
/// <param name="choices">The names, and what each stands for. The name in .NET is taken as well.</param>
/// <param name="description">What it is for.</param>
/// <param name="read">Reads it.</param>
/// <param name="write">Writes it.</param>
internal sealed class ChoiceKey<T>(
    string name, string property, (string Name, T Value)[] choices, string description, Func<EngineSettings, T> read, Func<EngineSettings, T, EngineSettings> write)
    : TypedKey<T>(name, property, string.Join(", ", Array.ConvertAll(choices, static choice => choice.Name)), description, read, write)
    where T : struct, Enum
{
    internal override Conversion Convert(object? value)
    {
        var at = value switch
        {
            T chosen => Array.FindIndex(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, chosen)),
            string text => Array.FindIndex(choices, choice => Is(choice.Name, text) || Is(choice.Value.ToString(), text)),
            _ => -1,
        };
        return at >= 0 ? new(choices[at].Value) : Conversion.Refused(value, "one of " + Bounds, isOutOfRange: value is T);
    }

    protected override string Text(T value)
        => Array.Find(choices, choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Name ?? throw new InvalidCastException($"{value} is no value of {Name}.");

    private static bool Is(string name, string text) => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase);
}
