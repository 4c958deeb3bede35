namespace Arrea.Cli.Sources;

/// <summary>A file of jobs: JSON lines. <c>-</c> is standard input.</summary>
internal static class JobFile
{
    /// <summary>All jobs of it. Blank lines are skipped.</summary>
    /// <exception cref="UsageException">The file cannot be read, or a line is no job.</exception>
    public static IReadOnlyList<JobLine> Read(string path)
    {
        List<JobLine> jobs = [];
        var left = InputFile.ReadBytes(path).AsMemory();
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
