using System.Security.Cryptography;
using System.Text;

namespace Arrea.Cli.Journals;

/// <summary>Values of environment variables as keyed hashes, by which a change is seen and no value is known.</summary>
/// <param name="key">The user's key, which is in no journal.</param>
internal sealed class VariableHashes(byte[] key)
{
    public const int KeyLength = 32;

    private const int Kept = 16;

    /// <summary>The hash of each value; null for a variable that is removed.</summary>
    public Dictionary<string, string?> Of(IReadOnlyDictionary<string, string?> variables)
    {
        var hashes = new Dictionary<string, string?>(variables.Count, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            // The name is part of it, so that equal values of different variables do not look equal.
            hashes[name] = value is null ? null : Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{name}\0{value}")).AsSpan(0, Kept));
        }

        return hashes;
    }
}
