using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Configuration.Kinds;

/// <summary>Texts without commas.</summary>
/// <param name="name">The key.</param>
/// <param name="property">Its property.</param>
/// <param name="bounds">What the texts may be, in words.</param>
/// <param name="problemOf">What is wrong with a text; null when nothing is.</param>
/// <param name="description">What it is for.</param>
/// <param name="read">Reads it.</param>
/// <param name="write">Writes it.</param>
internal sealed class ListKey(
    string name,
    string property,
    string bounds,
    Func<string, string?> problemOf,
    string description,
    Func<EngineSettings, IReadOnlyCollection<string>> read,
    Func<EngineSettings, IReadOnlyCollection<string>, EngineSettings> write)
    : TypedKey<IReadOnlyCollection<string>>(name, property, bounds, description, read, write)
{
    internal override Conversion Convert(object? value)
    {
        string[]? items = value switch
        {
            string text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            IEnumerable<string> list => [.. list],
            _ => null,
        };
        if (items is null || items.Any(static item => item is null))
        {
            return Conversion.Refused(value, $"a list: {Bounds}");
        }

        return Check.ProblemsOf(items, problemOf) is { } problems
            ? new(null, $"{problems} Expected {Bounds}.")
            : new(Array.AsReadOnly(items));
    }

    protected override string Text(IReadOnlyCollection<string> value) => string.Join(",", value);
}
