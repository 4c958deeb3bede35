using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow;

/// <summary>A logger whose failures are nobody's: a provider that throws must not take jobs with it.</summary>
/// <param name="inner">The user's logger.</param>
/// <param name="least">Gives the least level that is passed on.</param>
internal sealed class QuietLogger(ILogger inner, Func<LogLevel> least) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel)
    {
        try
        {
            return logLevel != LogLevel.None && logLevel >= least() && inner.IsEnabled(logLevel);
        }
        catch (Exception)
        {
            return false;
        }
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel < least())
        {
            return;
        }

        try
        {
            inner.Log(logLevel, eventId, state, exception, formatter);
        }
        catch (Exception)
        {
            // There is nowhere left to say so.
        }
    }
}
