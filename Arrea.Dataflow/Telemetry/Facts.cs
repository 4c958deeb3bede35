using System.Collections.ObjectModel;
using System.Globalization;

namespace Arrea.Dataflow.Telemetry;

/// <summary>Names and values: what an event measured, and to whom it happened.</summary>
internal static class Facts
{
    public static IReadOnlyDictionary<string, object?> None => ReadOnlyDictionary<string, object?>.Empty;

    public static IReadOnlyDictionary<string, object?> Of(params ReadOnlySpan<(string Name, object? Value)> facts)
    {
        var all = new Dictionary<string, object?>(facts.Length, StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            all[name] = value;
        }

        return all.AsReadOnly();
    }

    /// <summary>A copy, with more put over it.</summary>
    public static IReadOnlyDictionary<string, object?> CopyOf(IReadOnlyDictionary<string, object?>? given, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var all = new Dictionary<string, object?>(given ?? None, StringComparer.Ordinal);
        foreach (var (name, value) in more)
        {
            all[name] = value;
        }

        return all.AsReadOnly();
    }

    public static string TextOf(IReadOnlyDictionary<string, object?> facts)
        => string.Join(' ', facts.Select(static fact => string.Create(CultureInfo.InvariantCulture, $"{fact.Key}={Shown(fact.Value)}")));

    // A value is the user's, and so is its text.
    private static string Shown(object? value)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $"{value}");
        }
        catch (Exception error)
        {
            return error.GetType().Name;
        }
    }
}
