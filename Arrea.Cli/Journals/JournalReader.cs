using System.Text.Json;

namespace Arrea.Cli.Journals;

/// <summary>Reads journals, also while they are written, and after a crash: what is torn or altered is left out.</summary>
internal static class JournalReader
{
    private const int EndLength = 128 * 1024;

    /// <summary>A run with its jobs; null when the file is no journal, or gone.</summary>
    public static RecordedRun? Read(string path)
    {
        if (Bytes(path) is not { } bytes)
        {
            return null;
        }

        RunFacts? facts = null;
        RunConclusion? conclusion = null;
        var jobs = new Dictionary<int, RecordedJob>();
        var damaged = 0;
        foreach (var line in Lines(bytes))
        {
            using var json = Parse(line);
            if (json is null)
            {
                damaged++;
                continue;
            }

            switch (JournalFormat.TypeOf(json.RootElement))
            {
                case JournalFormat.RunStarted:
                    facts = JournalFormat.ReadFacts(json.RootElement);
                    break;
                case JournalFormat.RunCompleted:
                    conclusion = JournalFormat.ReadConclusion(json.RootElement);
                    break;
                case JournalFormat.JobPlanned or JournalFormat.JobCarried or JournalFormat.JobStarted or JournalFormat.JobFinished:
                    Take(jobs, json.RootElement);
                    break;
            }
        }

        return facts is null ? null : new RecordedRun(path, facts, conclusion, [.. jobs.Values.OrderBy(static job => job.Seq)], damaged);
    }

    /// <summary>A run in short; null when the file is no journal, or gone. Reads no more than the two ends where they say it all.</summary>
    public static RunSummary? ReadSummary(string path)
    {
        if (Ends(path) is not var (start, end))
        {
            return null;
        }

        using var first = Lines(start).Select(static line => Parse(line)).FirstOrDefault();
        using var last = Lines(end).TakeLast(1).Select(static line => Parse(line)).FirstOrDefault();
        if (first is null || JournalFormat.TypeOf(first.RootElement) != JournalFormat.RunStarted || last is null
            || JournalFormat.TypeOf(last.RootElement) != JournalFormat.RunCompleted || JournalFormat.ReadFacts(first.RootElement) is not { } facts)
        {
            return Read(path)?.Summary;
        }

        var (jobs, failed, firstCommand) = JournalFormat.ReadCounts(last.RootElement);
        return new RunSummary(path, facts, JournalFormat.ReadConclusion(last.RootElement), jobs, failed, firstCommand);
    }

    private static void Take(Dictionary<int, RecordedJob> jobs, JsonElement line)
    {
        if (line.TryGetProperty("seq", out var seq) && seq.TryGetInt32(out var number))
        {
            if (JournalFormat.ReadJob(line, jobs.GetValueOrDefault(number)) is { } job)
            {
                jobs[number] = job;
            }
        }
    }

    /// <summary>The lines that have their end.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            yield return bytes[..end];
            bytes = bytes[(end + 1)..];
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        if (!LineChecksum.IsIntact(line.Span))
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[]? Bytes(string path)
    {
        try
        {
            using var file = Open(path);
            var bytes = new byte[file.Length];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static (byte[] Start, byte[] End)? Ends(string path)
    {
        try
        {
            using var file = Open(path);
            var length = file.Length;
            var start = new byte[Math.Min(EndLength, length)];
            file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            if (length <= EndLength)
            {
                return (start, start);
            }

            var end = new byte[EndLength];
            file.Position = length - EndLength;
            file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
            return (start, end);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
