using System.Text;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>What this process was started with, as bytes: the runtime replaces what is not UTF-8, and a child is to have what its parent had.</summary>
internal static class RawEnvironment
{
    private const char Replacement = '\uFFFD';

    private static readonly Lazy<Dictionary<string, byte[]>> Unusual = new(Read);

    /// <summary>The entry <c>name=value</c> as it was given to this process; null when the variable is all UTF-8, or has been changed since.</summary>
    public static byte[]? Find(string name, string value)
        => (value.Contains(Replacement, StringComparison.Ordinal) || name.Contains(Replacement, StringComparison.Ordinal))
            && Unusual.Value.TryGetValue($"{name}={value}", out var raw) ? raw : null;

    private static Dictionary<string, byte[]> Read()
    {
        var unusual = new Dictionary<string, byte[]>();
        try
        {
            ReadOnlySpan<byte> left = File.ReadAllBytes("/proc/self/environ");
            while (left.IndexOf((byte)0) is >= 0 and var end)
            {
                var text = Encoding.UTF8.GetString(left[..end]);
                if (text.Contains(Replacement, StringComparison.Ordinal))
                {
                    unusual.TryAdd(text, left[..end].ToArray());
                }

                left = left[(end + 1)..];
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Then they are passed on as the runtime shows them.
            return [];
        }

        return unusual;
    }
}
