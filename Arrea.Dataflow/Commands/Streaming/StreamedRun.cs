using System.Threading.Tasks.Sources;

namespace Arrea.Dataflow.Commands.Streaming;

/// <summary>A run whose output is handed over piece by piece: the runner's handler waits until the reader asks for the next piece.</summary>
/// <remarks>
/// One reader, one handler call at a time, no allocation for a piece. A reader that waits goes on inside the handler's call; one that comes back
/// to its wait before that call returns costs no change of threads at all. The runner goes on in the thread pool, never inside the reader.
/// </remarks>
internal sealed class StreamedRun : IValueTaskSource<bool>, IValueTaskSource
{
    private readonly ICommandRunner _runner;
    private readonly CommandRequest _request;
    private readonly CancellationToken _ofStream;
    private readonly CancellationTokenSource _ending = new();
    private readonly TaskCompletionSource<CommandResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ManualResetValueTaskSourceCore<bool> _arrival;
    private ManualResetValueTaskSourceCore<bool> _release = new() { RunContinuationsAsynchronously = true };
    private CancellationToken _ofEnumeration;
    private volatile bool _isDiscarding;
    private bool _isStarted;
    private int _isClaimed;

    // Whoever takes one of these back to 0 settles what it stands for; so each wait ends once, whatever happens at the same time.
    private int _isAwaited;
    private int _isHeld;

    private StreamedRun(ICommandRunner runner, CommandRequest request, CancellationToken cancellationToken)
        => (_runner, _request, _ofStream) = (runner, request, cancellationToken);

    public Task<CommandResult> Completion => _completion.Task;

    /// <summary>What has arrived last; valid until the next is asked for.</summary>
    public OutputPiece Piece { get; private set; }

    public static StreamedRun Of(ICommandRunner runner, CommandRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfInvalid();
        return request.OnOutput is null
            ? new(runner, request, cancellationToken)
            : throw new ArgumentException($"A request that is streamed has no {nameof(CommandRequest.OnOutput)}: the stream takes its place.", nameof(request));
    }

    /// <summary>Makes the caller the one reader.</summary>
    public void Claim(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isClaimed, 1) != 0)
        {
            throw new InvalidOperationException("The output of a command can be enumerated once.");
        }

        _ofEnumeration = cancellationToken;
    }

    /// <summary>Lets go of the piece and waits for the next one. The first call starts the command.</summary>
    /// <returns>Whether there is one; not so when the run is over.</returns>
    public ValueTask<bool> NextAsync()
    {
        _arrival.Reset();
        Volatile.Write(ref _isAwaited, 1);
        if (_isStarted)
        {
            LetGo();
        }
        else
        {
            _isStarted = true;
            _ = AttendAsync();
        }

        return new(this, _arrival.Version);
    }

    /// <summary>Throws what the reader is to be told when it has seen everything.</summary>
    public async ValueTask ThrowIfFailedAsync()
    {
        await Completion.ConfigureAwait(false);
        _ofStream.ThrowIfCancellationRequested();
        _ofEnumeration.ThrowIfCancellationRequested();
    }

    /// <summary>Ends the command, drops what it still writes, and waits for its end.</summary>
    public async ValueTask EndAsync()
    {
        _isDiscarding = true;
        if (!_isStarted)
        {
            _completion.TrySetResult(new());
            return;
        }

        if (!Completion.IsCompleted)
        {
            await _ending.CancelAsync().ConfigureAwait(false);
            LetGo();
            await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _arrival.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.GetResult(short token) => _release.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _release.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _release.OnCompleted(continuation, state, token, flags);

    private async Task AttendAsync()
    {
        var run = RunAsync();
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _completion.SetFromTask(run);

        // Seen, for the case that nobody else looks at it.
        _ = Completion.Exception;
        Arrive(isPiece: false);
    }

    // What the runner throws at once is a failure of the run like any other.
    private async Task<CommandResult> RunAsync()
    {
        using var byStream = _ofStream.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending);
        using var byEnumeration = _ofEnumeration.UnsafeRegister(static ending => ((CancellationTokenSource)ending!).Cancel(), _ending);
        return await _runner.RunAsync(_request with { OnOutput = HandOver }, _ending.Token).ConfigureAwait(false);
    }

    private ValueTask HandOver(OutputStream stream, ReadOnlyMemory<byte> bytes)
    {
        _release.Reset();
        var whenReleased = new ValueTask(this, _release.Version);
        Piece = new(stream, bytes);
        Interlocked.Exchange(ref _isHeld, 1);
        if (_isDiscarding)
        {
            LetGo();
        }
        else
        {
            Arrive(isPiece: true);
        }

        return whenReleased;
    }

    private void Arrive(bool isPiece)
    {
        if (Interlocked.Exchange(ref _isAwaited, 0) != 0)
        {
            _arrival.SetResult(isPiece);
        }
    }

    private void LetGo()
    {
        if (Interlocked.Exchange(ref _isHeld, 0) != 0)
        {
            _release.SetResult(true);
        }
    }
}
