using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Labels in the place of members' ids: one for each, the same for all who see them in a round.</summary>
internal static class Labels
{
    /// <summary>The label of a place: A to Z, then AA, AB.</summary>
    public static string Of(int place)
    {
        var text = "";
        for (var left = place + 1; left > 0; left = (left - 1) / 26)
        {
            text = (char)('A' + ((left - 1) % 26)) + text;
        }

        return "Response " + text;
    }

    /// <summary>Gives labels to ids in an order by chance, which the seed repeats.</summary>
    public static Dictionary<string, string> Shuffled(IEnumerable<string> ids, int seed)
    {
        var order = ids.OrderBy(id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}/{id}")))), StringComparer.Ordinal).ToArray();
        var labels = new Dictionary<string, string>(order.Length, StringComparer.Ordinal);
        for (var at = 0; at < order.Length; at++)
        {
            labels[Of(at)] = order[at];
        }

        return labels;
    }
}
