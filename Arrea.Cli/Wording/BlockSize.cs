using System.Globalization;

namespace Arrea.Cli.Wording;

/// <summary>Sizes of blocks as they are typed.</summary>
internal static class BlockSize
{
    public const string Accepted = "a number of bytes from 1 to 1G, with a unit or without: K, M, G (1024 each), or k, m, g (1000 each)";

    private const int Most = 1024 * 1024 * 1024;

    private static readonly (char Unit, int Bytes)[] Units =
    [
        ('k', 1000), ('m', 1_000_000), ('g', 1_000_000_000), ('K', 1024), ('M', 1024 * 1024), ('G', 1024 * 1024 * 1024),
    ];

    /// <summary>Reads a size, as GNU parallel does: <c>10k</c>, <c>1M</c>, <c>500</c>; null when it is none.</summary>
    public static int? Parse(string text)
    {
        var unit = Array.Find(Units, unit => text.EndsWith(unit.Unit));
        var number = unit.Bytes > 0 ? text[..^1] : text;
        return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is > 0 and <= Most && count * Math.Max(unit.Bytes, 1) is var bytes and <= Most
            ? (int)bytes
            : null;
    }
}
