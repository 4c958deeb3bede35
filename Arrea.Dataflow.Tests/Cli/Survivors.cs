using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>A command nobody else on the machine runs, to be looked for among the processes.</summary>
internal sealed class Survivors
{
    /// <summary>Seconds, as an argument for <c>sleep</c> that is this test's own.</summary>
    public string Seconds { get; } = string.Create(
        CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetInt32(2000, 9000)}.{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}");

    /// <summary>How many processes have that argument.</summary>
    public int Count => Directory.EnumerateDirectories("/proc").Count(IsOne);

    private bool IsOne(string directory)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(directory)[0])
                && Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(directory, "cmdline"))).Contains(Seconds, StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It ended while it was looked at, or belongs to somebody else.
            return false;
        }
    }
}
