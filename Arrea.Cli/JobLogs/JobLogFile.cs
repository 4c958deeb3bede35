using System.Text;
using Arrea.Cli.Platform;

namespace Arrea.Cli.JobLogs;

/// <summary>A job log that is being written: a header and a line for each job, as GNU parallel writes them. Safe for concurrent use.</summary>
internal sealed class JobLogFile : IDisposable
{
    public const string Header = "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand";

    private readonly Lock _gate = new();
    private readonly FileStream _file;

    private JobLogFile(FileStream file) => _file = file;

    /// <summary>Opens a job log, which nobody else may be writing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="append">Whether what it holds stays; a last line that was cut off goes.</param>
    /// <exception cref="UsageException">It cannot be written, or is to be added to and is no job log.</exception>
    public static JobLogFile Open(string path, bool append)
    {
        try
        {
            var log = new JobLogFile(new FileStream(path, FileMode.OpenOrCreate, append ? FileAccess.ReadWrite : FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
            try
            {
                log.Lock();
                log.Begin(append);
                return log;
            }
            catch
            {
                log.Dispose();
                throw;
            }
        }
        catch (Exception error) when (FileFailure.Is(error))
        {
            throw new UsageException($"cannot write the job log '{path}': {(Directory.Exists(path) ? "it is a directory" : error.Message)}", error)
            {
                ExitCode = ExitCodes.BadInput,
            };
        }
    }

    /// <summary>Adds a line, in one write.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteLine(string line)
    {
        lock (_gate)
        {
            try
            {
                Write(line);
            }
            catch (Exception error) when (FileFailure.Is(error))
            {
                throw new IOException($"cannot write the job log '{_file.Name}': {error.Message}", error);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    // Against a second run, not against those who read while it is written. A device is nobody's.
    private void Lock()
    {
        if (OperatingSystem.IsLinux() && _file.CanSeek && !Path.GetFullPath(_file.Name).StartsWith("/dev/", StringComparison.Ordinal))
        {
            _file.Lock(0, long.MaxValue);
        }
    }

    private void Begin(bool append)
    {
        // A device or a pipe has nothing to keep.
        var kept = append && _file.CanSeek ? JobLogText.LengthOfWholeLines(_file) : 0;
        if (_file.CanSeek)
        {
            if (_file.Length != kept)
            {
                _file.SetLength(kept);
            }

            _file.Position = kept;
        }

        if (kept == 0)
        {
            Write(Header);
        }
    }

    private void Write(string line) => _file.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
