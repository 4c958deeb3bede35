namespace Arrea.Dataflow.Checks;

/// <summary>How far two words are apart.</summary>
internal static class Spelling
{
    // Longer names are compared by their beginnings: the work must not grow with what somebody sends.
    private const int Longest = 64;

    /// <summary>The letters to add, take away or change to make one word of the other.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a[..Math.Min(a.Length, Longest)];
        b = b[..Math.Min(b.Length, Longest)];
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
