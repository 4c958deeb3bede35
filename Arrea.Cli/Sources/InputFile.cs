using Arrea.Cli.Wording;

namespace Arrea.Cli.Sources;

/// <summary>A file of commands or arguments, read to its end. <c>-</c> is standard input.</summary>
internal static class InputFile
{
    /// <summary>What <see cref="LineSplitter"/> makes of it.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static IReadOnlyList<string> ReadLines(string path)
    {
        var splitter = new LineSplitter();
        List<string> lines = [.. splitter.Add(Read(path))];
        if (splitter.End() is { } last)
        {
            lines.Add(last);
        }

        return lines;
    }

    /// <summary>Its pieces, each ended by a NUL character. What follows the last NUL is one more.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static IReadOnlyList<string> ReadNulls(string path)
    {
        List<string> pieces = [];
        var left = Read(path).AsSpan();
        while (left.Length > 0)
        {
            var end = left.IndexOf((byte)0);
            pieces.Add(Utf8Text.Decode(end < 0 ? left : left[..end]));
            left = end < 0 ? [] : left[(end + 1)..];
        }

        return pieces;
    }

    /// <summary>Its bytes.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return path == "-" ? ReadStandardInput() : File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var name = path == "-" ? "standard input" : $"'{path}'";
            throw new UsageException($"cannot read {name}: {(Directory.Exists(path) ? "it is a directory" : error.Message)}", error)
            {
                ExitCode = ExitCodes.BadInput,
            };
        }
    }

    private static byte[] ReadStandardInput()
    {
        using var input = StandardInput.Open();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }
}
