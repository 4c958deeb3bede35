using System.Globalization;
using System.Security.Cryptography;

namespace Arrea.Cli.Journals;

/// <summary>Where the journals of a user are: <c>$XDG_STATE_HOME/arrea/runs</c>, one file a run, which only the user can read.</summary>
/// <param name="path">The folder of arrea's state.</param>
internal sealed class JournalFolder(string path)
{
    /// <summary>Beyond these the oldest journals go.</summary>
    public const int MostRuns = 1000;
    public const long MostBytes = 256 * 1024 * 1024;

    private const string Ending = ".jsonl";
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>That of the user: below <c>$XDG_STATE_HOME</c>, or <c>~/.local/state</c>.</summary>
    public static JournalFolder Default
    {
        get
        {
            // A relative path is to be ignored, says the specification.
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            return new JournalFolder(Path.Combine(
                state is ['/', ..] ? state : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state"), "arrea"));
        }
    }

    /// <summary>The folder of the journals.</summary>
    public string Runs { get; } = Path.Combine(path, "runs");

    /// <summary>The journals, newest first.</summary>
    /// <exception cref="UsageException">The folder cannot be read.</exception>
    public IReadOnlyList<string> NewestFirst()
    {
        try
        {
            return Directory.Exists(Runs)
                ? [.. Directory.EnumerateFiles(Runs, $"*{Ending}").OrderByDescending(static file => file, StringComparer.Ordinal)]
                : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"cannot read the journals in '{Runs}': {error.Message}", error);
        }
    }

    /// <summary>Makes the folder.</summary>
    /// <exception cref="UsageException">No journal can be kept there.</exception>
    public void Prepare()
    {
        if (!Path.IsPathRooted(path))
        {
            throw Unusable("cannot keep a journal: neither XDG_STATE_HOME nor HOME says where");
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Runs);
                return;
            }

            Directory.CreateDirectory(Runs, OwnFolder);
            foreach (var folder in new[] { path, Runs })
            {
                if (File.GetUnixFileMode(folder) != OwnFolder)
                {
                    File.SetUnixFileMode(folder, OwnFolder);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw NotKept(error);
        }
    }

    /// <summary>Begins the journal of a run. The time is part of its name, so that names are in the order of the runs.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public JournalWriter Begin(string runId, DateTimeOffset started)
    {
        var time = started.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);
        try
        {
            return new JournalWriter(Path.Combine(Runs, $"{time}-{runId}{Ending}"));
        }
        catch (IOException error)
        {
            throw NotKept(error);
        }
    }

    /// <summary>What hashes the values of variables, with the user's own key; makes the key when there is none yet.</summary>
    /// <exception cref="UsageException">The key cannot be read or made.</exception>
    public VariableHashes Hashes()
    {
        var file = Path.Combine(path, "key");
        try
        {
            if (!File.Exists(file))
            {
                MakeKey(file);
            }

            var key = File.ReadAllBytes(file);
            return key.Length == VariableHashes.KeyLength ? new VariableHashes(key) : throw Unusable($"'{file}' is damaged; remove it");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"cannot use '{file}', the key for the values of variables: {error.Message}", error);
        }
    }

    /// <summary>Removes the oldest journals beyond the bounds, but none of a run that goes on. What cannot be removed stays.</summary>
    public void Trim(int mostRuns = MostRuns, long mostBytes = MostBytes)
    {
        try
        {
            long bytes = 0;
            var count = 0;
            foreach (var file in new DirectoryInfo(Runs).EnumerateFiles($"*{Ending}").OrderByDescending(static file => file.Name, StringComparer.Ordinal))
            {
                var length = file.Length;
                bytes += length;
                count++;
                if ((count > mostRuns || bytes > mostBytes) && count > 1 && JournalReader.ReadSummary(file.FullName) is not { IsAlive: true })
                {
                    file.Delete();
                    bytes -= length;
                    count--;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Another run is tidying up as well, or the files are not ours; there is always a next time.
        }
    }

    private static void MakeKey(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnFile;
        }

        var temporary = $"{file}.{Path.GetRandomFileName()}";
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(VariableHashes.KeyLength));
            }

            // Whole or not at all: two first runs at once must end up with one key.
            File.Move(temporary, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // The other run was first.
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private UsageException NotKept(Exception error) => Unusable($"cannot keep a journal in '{Runs}': {error.Message}", error);

    private static UsageException Unusable(string message, Exception? error = null) => new(message, error) { ExitCode = ExitCodes.BadInput };
}
