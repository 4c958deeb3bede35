using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Telemetry;

/// <summary>What an engine tells about itself: spans, metrics, and telemetry events by name. Safe to use from many threads.</summary>
/// <remarks>
/// Spans and metrics go to whoever listens to <see cref="ActivitySourceName"/> and <see cref="MeterName"/>, as OpenTelemetry does; all engines of a
/// process share them. Events go to the handlers attached here, on the thread that raises them: a handler that is slow makes the job slow that it
/// hears of. One that throws is detached, and the log says so. Where nobody listens, nothing is made.
/// </remarks>
public sealed partial class EngineTelemetry
{
    /// <summary>The name of the source of the spans.</summary>
    public const string ActivitySourceName = "Arrea.Dataflow";

    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Arrea.Dataflow";

    private const string Redacted = "[redacted]";

    private readonly Lock _gate = new();
    private readonly TelemetryHub _hub;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ILogger _debugLogger;
    private readonly Func<bool> _enabled;
    private readonly bool _redactsCommands;
    private readonly long _made;
    private TelemetryHandler? _debug;
    private TelemetryCounts? _counts;

    /// <param name="time">The engine's clock.</param>
    /// <param name="logger">The engine's log.</param>
    /// <param name="debugLogger">The engine's log without its least level: what is asked for by <see cref="Attach()"/> is not held back.</param>
    /// <param name="enabled">Whether anything is told at all, at this moment. Asked often.</param>
    /// <param name="redactsCommands">Whether the text of commands is kept back.</param>
    internal EngineTelemetry(TimeProvider time, ILogger logger, ILogger debugLogger, Func<bool> enabled, bool redactsCommands)
    {
        _time = time;
        _logger = logger;
        _debugLogger = debugLogger;
        _enabled = enabled;
        _redactsCommands = redactsCommands;
        _made = time.GetTimestamp();
        _hub = new TelemetryHub(logger.HandlerFailed);
    }

    /// <summary>Whether the engine tells anything at this moment: spans, metrics and events.</summary>
    public bool IsEnabled => _enabled();

    internal TimeProvider Time => _time;

    /// <summary>Has a handler called for each event of a name, or of all names that go on from it: <c>arrea.worker</c> stands for the four of workers.</summary>
    /// <param name="name">The name, or its first words. One under <c>arrea</c> has to be in <see cref="TelemetryCatalogue.All"/>, or be under <c>arrea.ui</c>.</param>
    /// <param name="handler">Gets the events, several at once when they happen at once. It must be quick.</param>
    /// <returns>Detaches the handler when disposed. A call in progress goes on.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> stands for no event.</exception>
    public IDisposable Attach(string name, Action<TelemetryEvent> handler)
    {
        TelemetryName.CheckAttached(name);
        ArgumentNullException.ThrowIfNull(handler);
        return _hub.Add(name, handler);
    }

    /// <summary>Writes every event to the engine's log, at <see cref="LogLevel.Debug"/> and with the number 1801, for debugging, whatever the engine's own <c>log_level</c>. A second call changes nothing.</summary>
    public void Attach()
    {
        lock (_gate)
        {
            if (_debug is null || !_hub.Has(_debug))
            {
                _debug = _hub.Add(name: null, Log);
            }
        }
    }

    /// <summary>Ends what <see cref="Attach()"/> began. Without it nothing happens.</summary>
    public void Detach()
    {
        lock (_gate)
        {
            _debug?.Dispose();
            _debug = null;
        }
    }

    /// <summary>Begins to count the events, for <see cref="GetCurrent"/>. A second call changes nothing, and keeps the counts.</summary>
    /// <remarks>From then on every job raises its events, on its own path. The metrics need no such call, and cost a job nothing.</remarks>
    public void Setup()
    {
        lock (_gate)
        {
            if (_counts is null)
            {
                _counts = new TelemetryCounts(_time.GetUtcNow());
                _hub.Add(name: null, _counts.Add);
            }
        }
    }

    /// <summary>How often each event has happened since <see cref="Setup"/>.</summary>
    /// <returns>The counts of this moment; empty when <see cref="Setup"/> was not called.</returns>
    public TelemetrySnapshot GetCurrent()
    {
        lock (_gate)
        {
            return _counts?.Read() ?? new TelemetrySnapshot(null, new Dictionary<string, long>().AsReadOnly());
        }
    }

    /// <summary>Raises an event of the caller's own, or one of <c>arrea.ui</c>.</summary>
    /// <param name="name">Words with dots between them, few and fixed: what varies belongs into the metadata. Not under <c>arrea</c>, but for <c>arrea.ui</c>.</param>
    /// <param name="measurements">What was measured; a copy is taken. Null for nothing.</param>
    /// <param name="metadata">To whom it happened, and how; a copy is taken. It is passed on as it is. Null for nothing.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not made of words with dots between them, or is the engine's own.</exception>
    public void Emit(string name, IReadOnlyDictionary<string, object?>? measurements = null, IReadOnlyDictionary<string, object?>? metadata = null)
    {
        TelemetryName.CheckEmitted(name);
        if (_hub.Wants(name) && _enabled())
        {
            Publish(name, Facts.CopyOf(measurements), Facts.CopyOf(metadata));
        }
    }

    /// <summary>Takes an event of the whole engine's life; for whoever has to be there from the first.</summary>
    internal void AttachToAll(Action<TelemetryEvent> handler) => _hub.Add(name: null, handler);

    internal void ListenerFailed(Exception error) => _logger.ListenerFailed(error);

    internal string? Shown(string? command) => command is null || !_redactsCommands ? command : Redacted;

    private void Log(TelemetryEvent telemetryEvent)
    {
        if (_debugLogger.IsEnabled(LogLevel.Debug))
        {
            _debugLogger.Happened(telemetryEvent.Name, Facts.TextOf(telemetryEvent.Measurements), Facts.TextOf(telemetryEvent.Metadata));
        }
    }

    private void Publish(string name, IReadOnlyDictionary<string, object?> measurements, IReadOnlyDictionary<string, object?> metadata)
        => _hub.Publish(new TelemetryEvent(name, _time.GetUtcNow(), measurements, metadata));
}
