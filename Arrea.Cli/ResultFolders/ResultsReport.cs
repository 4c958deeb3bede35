using System.Collections.Concurrent;
using System.Globalization;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.ResultFolders;

/// <summary>Keeps a folder for each job that started: <c>DIR/&lt;seq&gt;</c>.</summary>
internal sealed class ResultsReport : IRunReport
{
    private readonly string _path;
    private readonly JobSource _source;
    private readonly ConcurrentDictionary<int, ResultFolder> _folders = new();

    /// <summary>Makes the folder of the results.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="adds">Whether it may hold results of an earlier run.</param>
    /// <param name="source">The jobs.</param>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public ResultsReport(string path, bool adds, JobSource source)
    {
        _path = path;
        _source = source;
        try
        {
            Directory.CreateDirectory(path);
            if (!adds && Directory.EnumerateFileSystemEntries(path).Any())
            {
                throw Unusable(path, "it is not empty; give a new folder, or --resume to add to it");
            }

            if (source is ListedJobs listed && adds)
            {
                RefuseOthers(listed);
            }

            // Found out now rather than when the first job has run.
            File.Delete(Probe(path));
        }
        catch (Exception error) when (FileFailure.Is(error))
        {
            throw Unusable(path, File.Exists(path) ? "it is not a directory" : error.Message, error);
        }
    }

    public ValueTask RunStartedAsync(RunStart start) => default;

    public ValueTask JobStartedAsync(WorkerStarted started, Job job)
    {
        _folders[started.Index] = new ResultFolder(FolderOf(_source.SeqAt(started.Index)));
        return default;
    }

    public ValueTask OutputAsync(Output output)
    {
        _folders[output.Index].Write(output.Stream, output.Bytes);
        return default;
    }

    public ValueTask RetryAsync(RetryScheduled retry)
    {
        _folders[retry.Index].EndAttempt(retry.Attempt);
        return default;
    }

    public ValueTask JobFinishedAsync(JobEnd end)
    {
        if (_folders.TryRemove(end.Index, out var folder))
        {
            folder.End(end);
        }

        return default;
    }

    public ValueTask RunCompletedAsync(RunEnd end) => default;

    public void Dispose()
    {
        foreach (var folder in _folders.Values)
        {
            folder.Dispose();
        }
    }

    // A list that has been changed gives other jobs the numbers of those before; what these left is not to be lost.
    private void RefuseOthers(ListedJobs listed)
    {
        for (var i = 0; i < listed.All.Count; i++)
        {
            var folder = FolderOf(listed.SeqAt(i));
            if (ResultFolder.CommandIn(folder) is { } command && command != Shown.Json(listed.All[i].Command!))
            {
                throw Unusable(_path, $"'{folder}' has the results of another job: {Shown.Command(command)}; give another folder");
            }
        }
    }

    private string FolderOf(int seq) => Path.Combine(_path, seq.ToString(CultureInfo.InvariantCulture));

    private static string Probe(string path)
    {
        var probe = Path.Combine(path, $".arrea-{Path.GetRandomFileName()}");
        File.WriteAllBytes(probe, []);
        return probe;
    }

    private static UsageException Unusable(string path, string why, Exception? error = null)
        => new($"cannot use '{path}' for results: {why}", error) { ExitCode = ExitCodes.BadInput };
}
