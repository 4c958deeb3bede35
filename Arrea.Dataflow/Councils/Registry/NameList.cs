using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Registry;

/// <summary>Says which names there are, and which one was meant.</summary>
internal static class NameList
{
    private const int Most = 20;

    /// <summary>Sentences for the end of a message: the nearest name, when it is near, and the names.</summary>
    /// <param name="wrong">The name that is none.</param>
    /// <param name="names">Those there are.</param>
    public static string Advice(string wrong, IEnumerable<string> names)
    {
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        if (sorted.Count == 0)
        {
            return "";
        }

        var shown = string.Join(", ", sorted.Take(Most).Select(VisibleName.Of));
        var rest = sorted.Count > Most ? $" and {sorted.Count - Most} more" : "";
        return Nearest(wrong, sorted) is { } nearest
            ? $" Did you mean '{VisibleName.Of(nearest)}'? There are: {shown}{rest}."
            : $" There are: {shown}{rest}.";
    }

    private static string? Nearest(string wrong, List<string> names)
    {
        var plain = wrong.ToUpperInvariant();
        var (name, distance) = names.Select(name => (Name: name, Distance: Spelling.Distance(plain, name.ToUpperInvariant()))).MinBy(static found => found.Distance);
        return distance <= Math.Max(1, Math.Min(wrong.Length, name.Length) / 3) ? name : null;
    }
}
