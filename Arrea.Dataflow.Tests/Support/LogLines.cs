using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>Keeps what is logged, at every level.</summary>
internal sealed class LogLines : ILoggerFactory, ILoggerProvider, ILogger
{
    private readonly List<(LogLevel Level, int Id, string Text)> _lines = [];

    public IReadOnlyList<(LogLevel Level, int Id, string Text)> All
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    // A host logs as well; what counts here is the engine's.
    public ILogger CreateLogger(string categoryName) => categoryName == "Arrea.Dataflow" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add((logLevel, eventId.Id, formatter(state, exception)));
        }
    }

    public void Dispose()
    {
    }
}
