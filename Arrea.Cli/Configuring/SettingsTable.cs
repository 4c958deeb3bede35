using System.Text;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Configuration;

namespace Arrea.Cli.Configuring;

/// <summary>Settings as a table for people.</summary>
internal static class SettingsTable
{
    private const int LeastValue = 20;
    private const int WidestValue = 40;
    private const string Gap = "  ";

    /// <summary>The table.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="width">The columns of the terminal; 0 where there is none, and nothing is shortened.</param>
    public static string Of(Settings settings, int width)
    {
        var rows = ConfigKeys.All
            .Select(key => (Key: key.Name, Value: ValueOf(key, settings.Engine.Get(key.Name)), Origin: Shown.Text(settings.OriginOf(key.Name).ToString())))
            .Prepend((Key: "KEY", Value: "VALUE", Origin: "ORIGIN"))
            .ToArray();
        var key = rows.Max(static row => row.Key.Length);
        var origin = rows.Max(static row => TextWidth.Of(row.Origin));
        var most = width > 0 ? Math.Max(LeastValue, width - key - origin - (2 * Gap.Length)) : int.MaxValue;

        // One long list must not push the origins of all the others away.
        var value = Math.Min(most, rows.Max(static row => TextWidth.Of(row.Value) is <= WidestValue and var columns ? columns : 0));
        var table = new StringBuilder();
        foreach (var row in rows)
        {
            var shown = TextWidth.Cut(row.Value, most);
            table.Append(row.Key.PadRight(key)).Append(Gap).Append(shown).Append(' ', Math.Max(0, value - TextWidth.Of(shown))).Append(Gap).Append(row.Origin).Append('\n');
        }

        return table.ToString();
    }

    private static string ValueOf(ConfigKey key, object? value)
        => ReferenceEquals(value, key.Default) && value is IReadOnlyCollection<string> { Count: > 0 } ? "all"
            : key.Format(value) is { Length: > 0 } text ? Shown.Text(text) : "none";
}
