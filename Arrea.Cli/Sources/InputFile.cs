namespace Arrea.Cli.Sources;

/// <summary>A file of commands or arguments, read to its end. <c>-</c> is standard input.</summary>
internal static class InputFile
{
    /// <summary>Its lines, as <see cref="LineSplitter"/> has them.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static IReadOnlyList<string> ReadLines(string path) => ReadPieces(path, null);

    /// <summary>Its pieces, each ended by a NUL character. What follows the last NUL is one more.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static IReadOnlyList<string> ReadNulls(string path) => ReadPieces(path, [0]);

    /// <summary>Its pieces, each ended by a delimiter; its lines when there is none.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static IReadOnlyList<string> ReadPieces(string path, byte[]? delimiter)
    {
        var splitter = RecordSplitter.For(delimiter);
        List<string> pieces = [.. splitter.Add(ReadBytes(path))];
        if (splitter.End() is { } last)
        {
            pieces.Add(last);
        }

        return pieces;
    }

    /// <summary>All of it.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static byte[] ReadBytes(string path)
    {
        if (path.Length == 0)
        {
            throw new UsageException("cannot read '': the name of a file is empty") { ExitCode = ExitCodes.BadInput };
        }

        try
        {
            return path == "-" ? ReadStandardInput() : File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot read {NameOf(path)}: {(path.Length == 0 ? "the path is empty" : Directory.Exists(path) ? "it is a directory" : error.Message)}", error)
            {
                ExitCode = ExitCodes.BadInput,
            };
        }
    }

    /// <summary>What it is called in messages.</summary>
    public static string NameOf(string path) => path == "-" ? "standard input" : $"'{path}'";

    private static byte[] ReadStandardInput()
    {
        if (StandardInput.Kind == InputKind.Device)
        {
            throw new UsageException("'-' is standard input, which is a terminal or a device here: no source. Give a pipe or a file.");
        }

        using var input = StandardInput.Open();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }
}
