using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Interactive;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Councils.Runs;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Messaging;
using Arrea.Dataflow.Monitoring;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Workers;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow;

/// <summary>Runs jobs, one or many, under one set of limits, and tells what happens. Safe to use from many threads.</summary>
/// <remarks>
/// A job that fails is a result, never an exception. What throws is misuse: a null, an option out of range, a batch that
/// is refused, an engine that has been disposed or has stopped.
/// </remarks>
public sealed partial class ArreaEngine : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    private readonly EventHub _events;
    private readonly TimeProvider _time;
    private readonly CommandWorker _commands;
    private readonly InteractiveProcesses _interactive;
    private readonly ICommandRunner? _ownRunner;
    private readonly CancellationTokenSource _killNow = new();
    private readonly WorkerSlots _slots;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _disposed;

    private ArreaEngine(ArreaEngineOptions options)
    {
        _slots = new WorkerSlots(options.MaxWorkers);
        Config = new ArreaConfig(options.Settings, options.Given, OnConfigChanged);
        CircuitBreakers = new CircuitBreakers(new CircuitBreakersOptions { DefaultsOfNow = () => Config.Current.CircuitBreaker, OnTransition = OnBreakerChanged }, options.TimeProvider);
        var log = options.LoggerFactory.CreateLogger("Arrea.Dataflow");
        var logger = new QuietLogger(log, () => Config.Current.LogLevel);
        Logger = logger;
        var runner = options.CommandRunner ?? CommandRunner.Create();
        _time = options.TimeProvider;
        Signals = runner as ISignalTarget;
        if (options.AdoptOrphans)
        {
            CommandRunner.AdoptOrphans();
        }

        _ownRunner = options.CommandRunner is null ? runner : null;
        _events = new EventHub(options.EventDelivery, options.TimeProvider, logger.ObserverFailed);
        PipelineOptions = new PipelineOptions
        {
            TimeProvider = options.TimeProvider,
            AbandonAfter = options.AbandonAfter,
            Slots = _slots,
            Random = options.Random,
            DefaultPolicy = () => Config.DefaultPolicy,
        };
        var template = new CommandRequest
        {
            InheritedVariables = options.InheritedVariables,
            MaxCapturedBytes = options.MaxCapturedBytes,
            KillSignal = options.KillSignal,
            KillGrace = options.KillGrace,
            KillNow = _killNow.Token,
        };
        Telemetry = new EngineTelemetry(options.TimeProvider, logger, new QuietLogger(log, static () => LogLevel.Trace), () => Config.Current.TelemetryEnabled, options.RedactCommands);
        if (options.OnTelemetry is { } handler)
        {
            Telemetry.AttachToAll(handler);
        }

        _commands = new CommandWorker(runner, new RuntimeSetup(runner, options.TimeProvider), template, Config, Telemetry, logger);
        _interactive = new InteractiveProcesses(this);
        Mail = new Mailboxes(_events, Telemetry, options.TimeProvider, id => Workers!.Exists(id));
        Leader = new Leader(new BatchHost
        {
            Mail = Mail,
            Time = options.TimeProvider,
            Slots = _slots,
            Events = _events,
            Commands = _commands,
            Config = Config,
            AbandonAfter = options.AbandonAfter,
            Logger = logger,
            Telemetry = Telemetry,
            Random = options.Random,
        });
        Workers = new WorkerRegistry(Leader, Mail);
        Councils = new CouncilRuns(Leader, options.TimeProvider, MaxWorkers, logger.ObserverFailed);
        Monitor = new EngineMonitor(Leader, options.TimeProvider, logger.ObserverFailed);
        Telemetry.Begin(MaxWorkers, () => BatchMeters.Of(Leader.Statistics), () => Leader.Levels);
        Supervisor = Supervise(options, logger);
    }

    /// <summary>What happens in the engine, from the moment of subscription. Ends with the engine, never with an error.</summary>
    /// <remarks>A subscriber that is too slow misses events and is told how many; disposing a subscription stops the watching, never the work.</remarks>
    public IObservable<LeaderEvent> Events => _events;

    /// <summary>The most jobs that run at once, in all batches together: the engine's slots.</summary>
    public int MaxWorkers => _slots.Count;

    /// <summary>The settings, which may change while the engine runs.</summary>
    public ArreaConfig Config { get; }

    /// <summary>Circuit breakers by name. Those made without options of their own have the <c>circuit_breaker_</c> settings of that moment, and the engine's clock.</summary>
    public CircuitBreakers CircuitBreakers { get; }

    /// <summary>How many jobs run now, in all batches and stages together.</summary>
    internal int ActiveWorkers => _slots.Used;

    internal ILogger Logger { get; }

    /// <summary>How running commands are reached by signals; null where they cannot be.</summary>
    internal ISignalTarget? Signals { get; }

    /// <summary>The mailboxes of the living workers.</summary>
    internal Mailboxes Mail { get; }

    /// <summary>Keeps the list of running and recent batches, and publishes your own events.</summary>
    public Leader Leader { get; }

    /// <summary>Tells what the engine does: spans, metrics, and telemetry events by name.</summary>
    public EngineTelemetry Telemetry { get; }

    /// <summary>Starts workers by name, sends them messages, and tells what each is doing.</summary>
    public WorkerRegistry Workers { get; }

    /// <summary>Runs councils: members are its jobs.</summary>
    public CouncilRuns Councils { get; }

    /// <summary>Counts what the jobs come to.</summary>
    public EngineMonitor Monitor { get; }

    /// <summary>
    /// For <see cref="PipelineBuilder{TIn, TOut}.Build"/>: the pipeline keeps to the engine's clock, and each attempt of each
    /// of its stages takes one of the engine's <see cref="MaxWorkers"/>. It is not ended by the engine: dispose it first.
    /// </summary>
    public PipelineOptions PipelineOptions { get; }

    /// <summary>Makes an engine.</summary>
    /// <param name="options">How it works; null for the defaults. The engine takes a copy.</param>
    /// <returns>The engine. Dispose it to end what runs.</returns>
    public static ArreaEngine Create(ArreaEngineOptions? options = null) => new(options is null ? new() : options with { });

    /// <summary>How many jobs have come to what, in all batches since the engine was made.</summary>
    /// <returns>The counts of this moment.</returns>
    public JobCounts GetStats() => Leader.Statistics;

    /// <summary>From now on commands that are being ended, and those that will be, get no grace: they are killed at once. Ends nothing by itself, and cannot be undone.</summary>
    public void SkipKillGrace() => _ = _killNow.CancelAsync();

    /// <summary>
    /// Interrupts every batch, stops every interactive process and every part, and is done when every job has its outcome, nothing runs any more, and the subscribers have
    /// had the last event; for a subscriber that is stuck it waits no longer than a second.
    /// </summary>
    /// <returns>A task that is done when the engine is at rest.</returns>
    public async ValueTask DisposeAsync()
    {
        // A host and its services both dispose it; and a job's code may, while it is being told to end.
        if (Interlocked.Exchange(ref _disposed, true))
        {
            await _ended.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await EndAsync().ConfigureAwait(false);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    /// <summary>As <see cref="DisposeAsync"/>, but blocks the thread until the engine is at rest. For containers that are disposed synchronously; not to be called from a job.</summary>
    public void Dispose() => Task.Run(() => DisposeAsync().AsTask()).GetAwaiter().GetResult();

    private async Task EndAsync()
    {
        await Supervisor.StopAsync(EndWorkAsync(() => new ObjectDisposedException(nameof(ArreaEngine)))).ConfigureAwait(false);
        Monitor.Complete();
        _events.Complete();

        // Subscribers get what is left; one that is stuck must not hold the disposal up.
        await Task.WhenAny(_events.Drained, Task.Delay(LongestDrain)).ConfigureAwait(false);
        if (_ownRunner is not null)
        {
            await _ownRunner.DisposeAsync().ConfigureAwait(false);
        }

        await Telemetry.EndAsync().ConfigureAwait(false);
    }

    private void OnConfigChanged()
    {
        _slots.Resize(() => Config.Current.MaxWorkers);

        // Null while the engine is being made.
        Telemetry?.NoticeSwitch();
    }

    private void OnBreakerChanged(CircuitTransition transition)
    {
        Telemetry.CircuitChanged(transition);
        _events.Tell(() => transition.To switch
        {
            CircuitState.Open => new BreakerOpened { Breaker = transition.Breaker, Failures = transition.Failures },
            CircuitState.HalfOpen => new BreakerHalfOpened { Breaker = transition.Breaker },
            _ => new BreakerClosed { Breaker = transition.Breaker },
        });
    }
}
