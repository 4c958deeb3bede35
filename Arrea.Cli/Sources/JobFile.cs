namespace Arrea.Cli.Sources;

/// <summary>A file of jobs: JSON lines. <c>-</c> is standard input.</summary>
internal static class JobFile
{
    // What some editors put before a text; JSON takes it for an error.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>All jobs of it. Blank lines are skipped, and so is a byte order mark at the beginning.</summary>
    /// <exception cref="UsageException">The file cannot be read, or a line is no job.</exception>
    public static IReadOnlyList<JobLine> Read(string path)
    {
        List<JobLine> jobs = [];
        var left = InputFile.ReadBytes(path).AsMemory();
        left = left.Span.StartsWith(ByteOrderMark) ? left[ByteOrderMark.Length..] : left;
        for (var number = 1; left.Length > 0; number++)
        {
            var end = left.Span.IndexOf((byte)'\n');
            var line = end < 0 ? left : left[..end];
            left = end < 0 ? default : left[(end + 1)..];
            if (line.Span.ContainsAnyExcept(" \t\r"u8))
            {
                jobs.Add(Read(line, path, number));
            }
        }

        return jobs;
    }

    private static JobLine Read(ReadOnlyMemory<byte> line, string path, int number)
    {
        try
        {
            return JobLineReader.Read(line);
        }
        catch (FormatException error)
        {
            throw new UsageException($"{InputFile.NameOf(path)}, line {number}: {error.Message}", error) { ExitCode = ExitCodes.BadInput };
        }
    }
}
