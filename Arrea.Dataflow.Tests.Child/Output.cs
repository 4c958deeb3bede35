using System.Text;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>The standard streams as they are: no buffer, no second descriptor as that of <see cref="Console"/>, and no place in a file of its own as that of a file stream.</summary>
internal static class Output
{
    public const int Standard = 1;
    public const int Error = 2;

    /// <summary>One line to standard output, in one piece.</summary>
    public static void Line(string text) => Line(Standard, text);

    /// <summary>One line, in one piece.</summary>
    public static void Line(int descriptor, string text) => Write(descriptor, Encoding.UTF8.GetBytes(text + "\n"));

    public static void Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[Libc.Write(descriptor, bytes)..];
        }
    }
}
