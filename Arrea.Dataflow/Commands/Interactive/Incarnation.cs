using Arrea.Dataflow.Commands.Streaming;

namespace Arrea.Dataflow.Commands.Interactive;

/// <summary>How one process ended.</summary>
/// <param name="Result">Null when the run failed.</param>
/// <param name="Error">What the run failed with.</param>
/// <param name="IsUnwell">Whether it was ended because it was not well.</param>
internal readonly record struct IncarnationEnd(CommandResult? Result, Exception? Error, bool IsUnwell);

/// <summary>One process out of those that are started one after another.</summary>
internal sealed class Incarnation(CommandRequest request, InteractiveOptions options, InteractiveProcess process)
{
    private readonly LineSplitter _lines = new();
    private readonly CancellationTokenSource _ending = new();
    private Task<bool>? _watch;

    public ProcessInput Input { get; } = new();

    /// <summary>Runs it to its end.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="onStarted">Is told the id.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<IncarnationEnd> RunAsync(ICommandRunner runner, Action<int> onStarted, CancellationToken stop)
    {
        CommandResult? result = null;
        Exception? failure = null;
        using var byStop = stop.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending);
        try
        {
            var attended = request with { StandardInput = Input.Source, OnStarted = Started, OnOutput = options.OnLine is null ? request.OnOutput : ShowAsync };
            result = await runner.RunAsync(attended, _ending.Token).ConfigureAwait(false);
            await ShowLinesAsync(isEnd: true).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            (result, failure) = (null, error);
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        await Input.EndAsync().ConfigureAwait(false);
        return new(result, failure, IsUnwell: _watch is not null && await _watch.ConfigureAwait(false));

        void Started(int processId)
        {
            onStarted(processId);
            _watch = options.Health is null ? null : WatchAsync(options.Health);
            request.OnStarted?.Invoke(processId);
        }
    }

    private async Task<bool> WatchAsync(HealthProbe probe)
    {
        var isUnwell = await HealthWatch.IsUnwellAsync(probe, options.Clock, process.CheckHealthAsync, _ending.Token).ConfigureAwait(false);
        if (isUnwell)
        {
            await _ending.CancelAsync().ConfigureAwait(false);
        }

        return isUnwell;
    }

    private async ValueTask ShowAsync(OutputStream stream, ReadOnlyMemory<byte> bytes)
    {
        if (request.OnOutput is not null)
        {
            await request.OnOutput(stream, bytes).ConfigureAwait(false);
        }

        _lines.Give(new(stream, bytes));
        await ShowLinesAsync(isEnd: false).ConfigureAwait(false);
    }

    private async ValueTask ShowLinesAsync(bool isEnd)
    {
        while (_lines.TryTake(out var line) || (isEnd && _lines.TryTakeRest(out line)))
        {
            await options.OnLine!(process, line).ConfigureAwait(false);
        }
    }
}
