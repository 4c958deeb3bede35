using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>A name as a message shows it: on one line, not long, with nothing in it that a terminal would obey.</summary>
internal static class VisibleName
{
    private const int Longest = 64;

    public static string Of(string name)
    {
        var shown = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (shown.Length >= Longest)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(IsVisible(rune) ? rune.ToString() : "\uFFFD");
        }

        return shown.ToString();
    }

    /// <summary>Whether a reader sees it where it stands: no control character, and nothing that turns the direction of the text.</summary>
    public static bool IsVisible(Rune rune)
        => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
