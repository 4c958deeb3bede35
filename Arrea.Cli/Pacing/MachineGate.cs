using Arrea.Cli.Arguments;

namespace Arrea.Cli.Pacing;

/// <summary>Lets jobs start one after another, and only while the machine has room. What runs already is left alone.</summary>
/// <param name="options">How much room.</param>
/// <param name="running">How many processes run; null when unknown.</param>
/// <param name="memory">How many bytes are available; null when unknown.</param>
/// <param name="time">The clock.</param>
internal sealed class MachineGate(PaceOptions options, Func<int?> running, Func<long?> memory, TimeProvider time)
{
    /// <summary>Time between two looks, and between two jobs let through: what has just been started must show before the next.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private long? _last;

    /// <summary>Waits until a job may start.</summary>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_last is { } last && Interval - time.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, time, cancellationToken).ConfigureAwait(false);
            }

            while (!HasRoom())
            {
                await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
            }

            _last = time.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
    }

    // What is not known is taken for too much: who asks for room does not want to start blindly.
    private bool HasRoom()
        => (options.Load is not { } load || running() < load)
            && (options.FreeMemory is not { } wanted || memory() >= wanted);
}
