using System.Runtime.CompilerServices;
using Arrea.Cli.Arguments;
using Arrea.Cli.Pacing;
using Arrea.Cli.Sources;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Running;

/// <summary>One run in an engine of its own.</summary>
internal sealed class EngineRun : IAsyncDisposable
{
    // Enough of each output for the last lines of the first failure; the output itself goes through the recorder.
    private const int CapturedBytes = 16 * 1024;

    private readonly RunOptions _options;
    private readonly ArreaEngine _engine;
    private readonly int _workers;
    private readonly RunPace _pace;
    private readonly TaskCompletionSource<Batch> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isRead;

    public EngineRun(RunOptions options, int? jobs)
    {
        _options = options;
        _pace = new RunPace(options.Pace);
        _workers = options.Limits.WorkersFor(jobs);
        _engine = ArreaEngine.Create(options.Settings.Engine with
        {
            MaxWorkers = _workers,
            KillGrace = options.Limits.KillAfter,
            KillSignal = options.Limits.KillSignal,
            AdoptOrphans = true,
            MaxCapturedBytes = options.Output.Summary || options.Limits.KeepsOutput ? CapturedBytes : 0,
            ValidationProfile = options.Validation.Profile,
            ValidationRules = options.Validation.Rules,
            ValidationAllow = options.Validation.Allow,
        });
        Check = new JobCheck(options, _engine);
    }

    /// <summary>Says which jobs may not run.</summary>
    public JobCheck Check { get; }

    /// <summary>Starts the run.</summary>
    /// <param name="source">The jobs.</param>
    /// <param name="recorder">Sees every event of it.</param>
    public Batch Start(JobSource source, IEventRecorder recorder)
    {
        var options = new BatchOptions
        {
            Workers = _workers,
            Timeout = _options.Limits.Timeout,
            TimeoutFactor = _options.Limits.TimeoutFactor,
            Deadline = _options.Limits.Deadline,
            Policy = _options.Limits.Policy,
            Protection = _pace.Protection,
            MaxCommands = int.MaxValue,
            Recorder = recorder,
        };

        // Every job of a list is owed an outcome, also when the run is called off; the lines of a pipe that were not
        // read are nobody's jobs. An empty list is read like a pipe, for an engine takes no empty batch.
        var list = source is ListedJobs { All: { Count: > 0 } all } ? all : [];
        _isRead = list.Count > 0;
        var batch = _isRead ? _engine.Run(list, options) : _engine.Run(ReadAsync(source), options);
        _started.SetResult(batch);
        return batch;
    }

    /// <summary>Watches for signals, and passes them on to the commands.</summary>
    public SignalBroker WatchSignals(Action<SignalBroker> arrived) => new(_engine, arrived);

    /// <summary>Starts nothing more and ends what runs. Without effect before the start.</summary>
    public void Interrupt() => _ = Started?.InterruptAsync();

    /// <summary>Starts nothing more. Waits for the start, for a job may end before that returns.</summary>
    /// <param name="now">Whether what runs is ended; otherwise it goes on to its end.</param>
    public async ValueTask HaltAsync(bool now)
    {
        var batch = await _started.Task.ConfigureAwait(false);
        _ = now ? batch.CancelAsync() : batch.DrainAsync();
    }

    /// <summary>How many jobs there are; null as long as nobody knows.</summary>
    public int? Count => Started?.Count;

    /// <summary>Whether every job that was asked for is known: of a run that ends early, what is left of a pipe is not read.</summary>
    public bool HasReadAll => _isRead;

    /// <summary>Leaves no grace to the commands that are being ended.</summary>
    public void Kill() => _engine.SkipKillGrace();

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync().ConfigureAwait(false);
        _pace.Dispose();
    }

    private Batch? Started => _started.Task.IsCompletedSuccessfully ? _started.Task.Result : null;

    // The first job that is refused is the last: the engine turns it away, and nothing follows.
    private async IAsyncEnumerable<Job> ReadAsync(JobSource source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var count = 0;
        await foreach (var job in source.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (++count > _options.Settings.MaxCommands)
            {
                _options.Settings.Refuse($"there are more than {count - 1} commands", RunSubcommand.MaxCommands);
            }

            var refused = Check.Refusal(job) is not null;
            yield return refused ? job with { Validate = true } : job;
            if (refused)
            {
                yield break;
            }
        }

        _isRead = true;
    }
}
