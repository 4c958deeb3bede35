using System.Collections.Concurrent;
using System.Globalization;
using Arrea.Cli.Arguments;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Cli.Sources;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Journals;

/// <summary>Keeps the journal of a run.</summary>
/// <param name="folder">Where to.</param>
/// <param name="options">What was asked for.</param>
/// <param name="source">The jobs.</param>
/// <param name="origin">The run that this one goes on with or repeats, and what it leaves out; null for none.</param>
/// <param name="warn">Tells that there is no journal, and why.</param>
internal sealed class JournalReport(JournalFolder folder, RunOptions options, JobSource source, RunOrigin? origin, Func<string, ValueTask> warn) : IRunReport
{
    private readonly ConcurrentDictionary<int, RecordedJob> _running = new();
    private readonly Lazy<VariableHashes> _hashes = new(folder.Hashes);
    private string _directory = "";
    private JournalWriter? _journal;
    private string _runId = "";
    private int _known;
    private string? _firstCommand;

    public async ValueTask RunStartedAsync(RunStart start)
    {
        try
        {
            _directory = CurrentDirectory();
            folder.Prepare();
            Begin(start, DateTimeOffset.UtcNow);
        }
        catch (IOException error) when (options.Records is not { Resume: not ResumeMode.None, JobLog: null })
        {
            // Nobody asked for it by name, and the jobs do not depend on it. A run that may have to be resumed by it does.
            _journal?.Dispose();
            _journal = null;
            await warn($"arrea: no journal is kept of this run: {error.Message}\n").ConfigureAwait(false);
        }
    }

    public ValueTask JobStartedAsync(WorkerStarted started, Job job)
    {
        if (_journal is null)
        {
            return default;
        }

        var now = started.At == default ? DateTimeOffset.UtcNow : started.At;
        var described = Describe(job, source.SeqAt(started.Index));
        _running[started.Index] = described;
        _journal.Write(JournalFormat.JobStarted, now, json =>
        {
            if (source is ListedJobs)
            {
                json.WriteNumber("seq", described.Seq);
            }
            else
            {
                JournalFormat.WriteJob(json, described);
            }
        });
        return default;
    }

    public ValueTask OutputAsync(Output output) => default;

    public ValueTask RetryAsync(RetryScheduled retry) => default;

    public ValueTask JobFinishedAsync(JobEnd end)
    {
        if (_journal is null)
        {
            return default;
        }

        var job = (_running.TryRemove(end.Index, out var described) ? described : Describe(end.Job, end.Seq)) with
        {
            Started = end.Attempts > 0 ? end.StartedAt : null,
            Outcome = end.Outcome,
            ExitCode = end.ExitCode,
            Signal = end.Signal,
            Attempts = end.Attempts,
            Duration = end.Duration,
        };
        if (Interlocked.Increment(ref _known) == 1 || end.Index == 0)
        {
            Volatile.Write(ref _firstCommand, job.Command);
        }

        _journal.Write(JournalFormat.JobFinished, end.At, json => JournalFormat.WriteEnd(json, job));
        return default;
    }

    public ValueTask RunCompletedAsync(RunEnd end)
    {
        if (_journal is null)
        {
            return default;
        }

        var now = DateTimeOffset.UtcNow;
        var conclusion = new RunConclusion(now, end.Duration, end.ExitCode, end.ReasonName);
        _journal.Write(JournalFormat.RunCompleted, now, json =>
        {
            json.WriteString("run_id", _runId);
            JournalFormat.Write(json, conclusion, end.Tally.Total, end.Tally.Failures, _firstCommand);
        });
        folder.Trim();
        return default;
    }

    public void Dispose() => _journal?.Dispose();

    private void Begin(RunStart start, DateTimeOffset now)
    {
        _runId = start.Id;
        if (options.Jobs.Environment is { Count: > 0 })
        {
            // Without the key there would be no journal either, which has to show now.
            _ = _hashes.Value;
        }

        _journal = folder.Begin(start.Id, now);
        _journal.Write(JournalFormat.RunStarted, now, json => JournalFormat.Write(json, Facts(start, now)));
        if (origin is { Carried: { Count: > 0 } carried })
        {
            foreach (var job in carried)
            {
                _journal.Write(JournalFormat.JobCarried, job.Finished ?? now, json => JournalFormat.WriteEnd(json, job));
            }
        }

        // What is known to come is written down at once, so that it is known also when the run breaks off.
        if (source is ListedJobs listed)
        {
            _journal.WriteAll(
                JournalFormat.JobPlanned, now, listed.All.Select((job, index) => Describe(job, listed.SeqAt(index))), JournalFormat.WriteJob);
        }
    }

    private RunFacts Facts(RunStart start, DateTimeOffset now) => new()
    {
        Id = start.Id,
        Started = now,
        Version = Help.VersionNumber,
        Process = ProcessIdentity.Own,
        WorkingDirectory = _directory,
        Total = start.Total,
        Parallel = start.Parallel,
        Origin = origin?.RunId,
        IsResumed = origin is { IsResumed: true },
        JobLog = options.Records.JobLog is { } log ? Path.GetFullPath(log) : null,
        Results = options.Records.Results is { } results ? Path.GetFullPath(results) : null,
        Shell = options.Jobs.Shell,
        Input = options.Jobs.StandardInput is { } file ? Path.GetFullPath(file) : null,
        Terminal = options.Jobs.Terminal is not null,
        Runtimes = [.. options.Jobs.RuntimeVersions.Select(static runtime => string.Create(
            CultureInfo.InvariantCulture, $"{runtime.Manager.ToString().ToLowerInvariant()}-{runtime.Language}={runtime.Version}"))],
    };

    private static string CurrentDirectory()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (FileNotFoundException error)
        {
            throw new IOException("the current directory does not exist any more", error);
        }
    }

    private RecordedJob Describe(Job job, int seq) => new()
    {
        Seq = seq,
        Command = job.Command!,
        Tag = job.Tag,
        WorkingDirectory = job.WorkingDirectory is { } own ? Path.GetFullPath(own) : _directory,
        Environment = job.Environment is { Count: > 0 } variables ? _hashes.Value.Of(variables) : null,
        HasInput = job.StandardInput is not null && options.Jobs.StandardInput is null,
    };
}
