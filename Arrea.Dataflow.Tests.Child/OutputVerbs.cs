using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>What is written, and how fast.</summary>
internal static class OutputVerbs
{
    private const int BlockSize = 64 * 1024;
    private const int LineLength = 64;

    /// <summary><c>echo ARGS…</c>: each on a line.</summary>
    public static int Echo(string[] rest)
    {
        foreach (var argument in rest)
        {
            Output.Line(argument);
        }

        return 0;
    }

    /// <summary><c>flood BYTES</c>: so many, as fast as they are taken, in lines of 64.</summary>
    public static int Flood(string[] rest)
    {
        var line = string.Concat(Enumerable.Range(0, LineLength - 1).Select(static n => (char)('!' + n))) + "\n";
        var block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, BlockSize / LineLength)));
        for (var left = long.Parse(rest[0], CultureInfo.InvariantCulture); left > 0; left -= BlockSize)
        {
            Output.Write(Output.Standard, block.AsSpan(0, (int)Math.Min(left, BlockSize)));
        }

        return 0;
    }

    /// <summary><c>spam N</c>: so many numbered lines, the odd ones to standard output, the even ones to standard error.</summary>
    public static int Spam(string[] rest)
    {
        var count = int.Parse(rest[0], CultureInfo.InvariantCulture);
        for (var n = 1; n <= count; n++)
        {
            Output.Line(int.IsOddInteger(n) ? Output.Standard : Output.Error, $"line {n}");
        }

        return 0;
    }

    /// <summary><c>copy</c>: standard input to standard output, byte for byte.</summary>
    public static int Copy(string[] rest)
    {
        var buffer = new byte[BlockSize];
        while (Libc.Read(0, buffer) is > 0 and var count)
        {
            Output.Write(Output.Standard, buffer.AsSpan(0, count));
        }

        return rest.Length;
    }

    /// <summary><c>close MS</c>: closes both outputs, so that nobody here holds them, and goes on for so long.</summary>
    public static int Close(string[] rest)
    {
        Libc.LetGoOf(0, Output.Standard, Output.Error);
        Libc.Close(Output.Standard);
        Libc.Close(Output.Error);
        return Waiting.For(int.Parse(rest[0], CultureInfo.InvariantCulture));
    }
}
