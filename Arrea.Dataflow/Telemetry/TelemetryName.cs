namespace Arrea.Dataflow.Telemetry;

/// <summary>The names of events: words with dots between them. A name stands for itself and for all that go on from it.</summary>
internal static class TelemetryName
{
    private const string Own = "arrea";
    private const string OfPrograms = "arrea.ui";

    /// <summary>Whether a name is another one, or goes on from it.</summary>
    public static bool Covers(string prefix, string name)
        => name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || name[prefix.Length] == '.');

    /// <summary>Refuses what nothing could ever match.</summary>
    public static void CheckAttached(string name)
    {
        CheckShape(name, nameof(name));
        if (Covers(Own, name) && !Covers(OfPrograms, name) && !TelemetryCatalogue.All.Any(entry => Covers(name, entry.Name)))
        {
            throw new ArgumentException($"'{name}' is no event of an engine. The names are in {nameof(TelemetryCatalogue)}.{nameof(TelemetryCatalogue.All)}.", nameof(name));
        }
    }

    /// <summary>Refuses the names of events that only the engine raises.</summary>
    public static void CheckEmitted(string name)
    {
        CheckShape(name, nameof(name));
        if (Covers(Own, name) && (!Covers(OfPrograms, name) || name == OfPrograms))
        {
            throw new ArgumentException($"'{name}': the names under '{Own}' are the engine's, but for those under '{OfPrograms}.'. Begin with a word of your own.", nameof(name));
        }
    }

    private static void CheckShape(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Split('.').Any(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException($"'{name}' is not made of words with dots between them.", parameter);
        }
    }
}
