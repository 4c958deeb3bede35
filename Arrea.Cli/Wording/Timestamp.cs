using System.Globalization;

namespace Arrea.Cli.Wording;

/// <summary>Points in time as they are written to files: RFC 3339 in UTC, to the microsecond.</summary>
internal static class Timestamp
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Show(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The time that a text says; null when it says none.</summary>
    public static DateTimeOffset? Parse(string? text)
        => DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
