using System.Globalization;
using System.Text;

namespace Arrea.Cli.JobLogs;

/// <summary>A line of a job log.</summary>
/// <param name="Seq">The number of the job.</param>
/// <param name="Started">When it started.</param>
/// <param name="Runtime">How long it ran.</param>
/// <param name="Received">Bytes of its standard output.</param>
/// <param name="ExitCode">Its exit code: -1 after a timeout, 0 after a signal.</param>
/// <param name="Signal">The signal that ended it, or 0.</param>
/// <param name="Command">The command.</param>
internal sealed record JobLogLine(int Seq, DateTimeOffset Started, TimeSpan Runtime, long Received, int ExitCode, int Signal, string Command)
{
    public bool Succeeded => ExitCode == 0 && Signal == 0;

    /// <summary>The number. Never the command, which may hold secrets.</summary>
    public override string ToString() => $"[{Seq}]";
}

/// <summary>The format of job logs: tabs between nine columns, the command last and with NUL in place of each line end.</summary>
internal static class JobLogText
{
    private const int Columns = 9;

    public static string Write(JobLogLine line) => string.Create(
        CultureInfo.InvariantCulture,
        $"{line.Seq}\t:\t{line.Started.ToUnixTimeMilliseconds() / 1000.0:0.000}\t{line.Runtime.TotalSeconds,10:0.000}\t0\t{line.Received}\t{line.ExitCode}\t{line.Signal}\t{line.Command.Replace('\n', '\0')}");

    /// <summary>The lines of a job log, without a last one that was cut off.</summary>
    /// <exception cref="UsageException">The file cannot be read, or is no job log.</exception>
    public static IReadOnlyList<JobLogLine> Read(string path)
    {
        string[] lines;
        try
        {
            lines = Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\n');
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Invalid($"cannot read the job log '{path}': {(Directory.Exists(path) ? "it is a directory" : error.Message)}", error);
        }

        // What follows the last line end is empty, or was cut off.
        if (lines.Length > 1 && lines[0] != JobLogFile.Header)
        {
            throw Invalid($"'{path}' is no job log: its first line is not the header of one");
        }

        return [.. lines[..^1].Skip(1).Select((line, at) => Parse(line) ?? throw Invalid($"'{path}' is no job log: line {at + 2} has not its columns"))];
    }

    /// <summary>How many bytes of a file are whole lines of a job log.</summary>
    /// <exception cref="UsageException">It is no job log.</exception>
    public static long LengthOfWholeLines(FileStream file)
    {
        var bytes = new byte[64 * 1024];
        long length = 0;
        long at = 0;
        file.Position = 0;
        while (file.Read(bytes) is var read and > 0)
        {
            var isHeader = bytes.AsSpan(0, read).StartsWith(Encoding.ASCII.GetBytes(JobLogFile.Header + "\n"));
            if (at == 0 && !isHeader)
            {
                throw Invalid($"'{file.Name}' is no job log: its first line is not the header of one");
            }

            var end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n');
            length = end >= 0 ? at + end + 1 : length;
            at += read;
        }

        return length;
    }

    private static JobLogLine? Parse(string text)
    {
        var columns = text.Split('\t', Columns);
        return columns.Length == Columns
            && Number(columns[0], out var seq) && Fraction(columns[2], out var started) && Fraction(columns[3], out var runtime)
            && Number(columns[5], out var received) && Number(columns[6], out var exitCode) && Number(columns[7], out var signal)
            ? new JobLogLine((int)seq, DateTimeOffset.UnixEpoch.AddSeconds(started), TimeSpan.FromSeconds(runtime), received, (int)exitCode, (int)signal, columns[8].Replace('\0', '\n'))
            : null;
    }

    private static bool Number(string text, out long number)
        => long.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out number);

    private static bool Fraction(string text, out double number)
        => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && Math.Abs(number) < int.MaxValue * 16.0;

    private static UsageException Invalid(string message, Exception? inner = null) => new(message, inner) { ExitCode = ExitCodes.BadInput };
}
