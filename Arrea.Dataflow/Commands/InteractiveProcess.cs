using System.Text;
using Arrea.Dataflow.Commands.Interactive;

namespace Arrea.Dataflow.Commands;

/// <summary>A program that runs on while it is written to, and is started again when it crashes, if so wished.</summary>
/// <remarks>
/// Its members may be used from many threads at once.
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>It exits with 0</term><description><see cref="InteractiveState.Stopped"/>; under <see cref="RestartPolicy.Always"/> a restart.</description></item>
/// <item><term>It exits with another code, a signal ends it, or it is ended as unhealthy</term><description>A restart; under <see cref="RestartPolicy.Never"/> <see cref="InteractiveState.Failed"/>.</description></item>
/// <item><term>It cannot be started</term><description><see cref="InteractiveState.Failed"/> at once; under <see cref="RestartPolicy.Always"/> a restart.</description></item>
/// <item><term>More restarts than allowed within the window</term><description><see cref="InteractiveState.Failed"/>, with a reason that says so.</description></item>
/// <item><term>A handler or target of its output throws</term><description>It is ended: <see cref="InteractiveState.Failed"/> with <see cref="InteractiveResult.Error"/>, under every policy.</description></item>
/// <item><term>It is stopped or disposed</term><description>It is ended: <see cref="InteractiveState.Stopped"/>, also while it waits for a restart.</description></item>
/// </list>
/// What was written before a crash and not yet read by the process is lost: the next one begins with an empty input. Processes that one which
/// ended by itself left in the background live on, beside the next one.
/// </remarks>
public sealed class InteractiveProcess : IAsyncDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly ProcessKeeper _keeper;
    private readonly HealthProbe? _probe;
    private readonly TimeProvider _time;

    private InteractiveProcess(ICommandRunner runner, CommandRequest request, InteractiveOptions options)
    {
        (_probe, _time) = (options.Health, options.Clock);
        _keeper = new ProcessKeeper(runner, request, options, this);
    }

    /// <summary>What it is doing.</summary>
    public InteractiveState State => _keeper.State;

    /// <summary>The id of the process; null while none runs.</summary>
    public int? ProcessId => _keeper.ProcessId;

    /// <summary>How long the process has been running, since its last start; null while none runs.</summary>
    public TimeSpan? Uptime => _keeper.Uptime;

    /// <summary>How often it has been started again.</summary>
    public int Restarts => _keeper.Restarts;

    /// <summary>How the process before this one ended, or the last one; null when none has.</summary>
    public CommandResult? LastResult => _keeper.LastResult;

    /// <summary>How it came to its end; done when nothing of it runs any more. It never fails.</summary>
    public Task<InteractiveResult> Completion => _keeper.Completion;

    /// <summary>Starts it. Returns at once; whether the program can be started shows in <see cref="State"/> and <see cref="Completion"/>.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="request">What to run. Each restart runs it anew, with targets that begin anew. For a long life, bound <see cref="CommandRequest.MaxCapturedBytes"/>.</param>
    /// <param name="options">How it is kept; null for the defaults.</param>
    /// <returns>The process, to be disposed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="runner"/> or <paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="request"/> has a <see cref="CommandRequest.StandardInput"/>, which is what is written here, or contradicts itself; or <paramref name="options"/> do.
    /// </exception>
    public static InteractiveProcess Start(ICommandRunner runner, CommandRequest request, InteractiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfInvalid();
        if (request.StandardInput is not null)
        {
            throw new ArgumentException($"An interactive process has no {nameof(CommandRequest.StandardInput)}: its input is what is written to it.", nameof(request));
        }

        var process = new InteractiveProcess(runner, request, (options ?? new()).Validated());
        process._keeper.Start();
        return process;
    }

    /// <summary>Writes to the process's input. Writes are whole and in order of their calls, however many there are at a time.</summary>
    /// <param name="bytes">The bytes. They may change when the task is done.</param>
    /// <param name="cancellationToken">Ends the wait; then nothing has been written.</param>
    /// <returns>
    /// A task that is done when the bytes are on their way, which is not to say read. It waits once 64 KiB of what was
    /// written before lie unread, until half of that is read; stopping and the end of the process end that wait.
    /// </returns>
    /// <exception cref="InvalidOperationException">No process runs or is being started, or its input has been closed. Nothing has been written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
        => _keeper.Input.WriteAsync(bytes, ReadOnlyMemory<byte>.Empty, cancellationToken);

    /// <summary>Writes a text, in UTF-8, as <see cref="WriteAsync(ReadOnlyMemory{byte}, CancellationToken)"/> does.</summary>
    /// <param name="text">The text. Half a surrogate pair in it becomes U+FFFD.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <returns>As there.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="InvalidOperationException">As there.</exception>
    /// <exception cref="OperationCanceledException">As there.</exception>
    public ValueTask WriteAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _keeper.Input.WriteAsync(Encoding.UTF8.GetBytes(text), ReadOnlyMemory<byte>.Empty, cancellationToken);
    }

    /// <summary>Writes a text and a line feed, in one.</summary>
    /// <param name="line">The text, as for <see cref="WriteAsync(string, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As there.</param>
    /// <returns>As there.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="line"/> is null.</exception>
    /// <exception cref="InvalidOperationException">As there.</exception>
    /// <exception cref="OperationCanceledException">As there.</exception>
    public ValueTask WriteLineAsync(string line, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(line);
        return _keeper.Input.WriteAsync(Encoding.UTF8.GetBytes(line), LineEnd, cancellationToken);
    }

    /// <summary>Ends the input of the process: when it has read what was written, it comes to the end. The next process, after a restart, has a new one. Closing it again does nothing.</summary>
    /// <returns>A task that is done when nothing can be written any more. Writes that wait fail.</returns>
    /// <exception cref="InvalidOperationException">No process runs or is being started.</exception>
    public Task CloseInputAsync() => _keeper.Input.CloseAsync(ProcessInput.ClosedByUser);

    /// <summary>Whether the process runs, and says that it is well where <see cref="InteractiveOptions.Health"/> asks it. Nothing follows from the answer.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The answer; false also when it did not come in time.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> CheckHealthAsync(CancellationToken cancellationToken = default)
        => State == InteractiveState.Running && (_probe is null || await HealthWatch.AskAsync(_probe, this, _time, cancellationToken).ConfigureAwait(false));

    /// <summary>Ends the process: the end of its input, where <see cref="InteractiveOptions.InputEndGrace"/> is given, then the signal, the grace, KILL. May be called any number of times.</summary>
    /// <returns>How it came to its end; done when nothing is left of the process and of what it started. It never fails.</returns>
    public Task<InteractiveResult> StopAsync()
    {
        _keeper.BeginStop();
        return Completion;
    }

    /// <summary>Stops it, and waits until nothing is left of it.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);
}
