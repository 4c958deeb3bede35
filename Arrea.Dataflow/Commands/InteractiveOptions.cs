using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Commands;

/// <summary>How an <see cref="InteractiveProcess"/> is kept.</summary>
/// <remarks>Immutable and safe to share.</remarks>
public sealed record InteractiveOptions
{
    /// <summary>Whether a process that ended by itself is started again. Default: never.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not defined.</exception>
    public RestartPolicy Restart { get; init => field = Check.Defined(value); } = RestartPolicy.Never;

    /// <summary>The most restarts within <see cref="RestartWindow"/>; one more would be a failure. Range: 0 to 10,000. Default: 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxRestarts { get; init => field = Check.InRange(value, 0, 10_000); } = 5;

    /// <summary>For how long a restart counts. Range: 1 ms to 30 days. Default: 1 min.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RestartWindow { get; init => field = Check.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(30)); } = TimeSpan.FromMinutes(1);

    /// <summary>The wait before a restart; doubled for each restart that still counts. Range: 0 to 1 day. Default: 200 ms.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RestartDelay { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromDays(1)); } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait before a restart; not below <see cref="RestartDelay"/>. Range: 0 to 1 day. Default: 30 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan MaxRestartDelay { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(30);

    /// <summary>When stopped: time for the process to end by itself once its input is at its end, before it is asked with <see cref="CommandRequest.KillSignal"/>. Range: 0, which asks at once, to 1 day. Default: 0.</summary>
    /// <remarks>A process that takes this chance may leave others in the background, which live on; one that is asked takes its whole process group with it.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan InputEndGrace { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromDays(1)); } = TimeSpan.Zero;

    /// <summary>How the process is asked whether it is well; null (default) when being alive is enough.</summary>
    public HealthProbe? Health { get; init; }

    /// <summary>Sees each line of both outputs; null (default) when nobody wants them.</summary>
    /// <remarks>
    /// One line at a time, on the thread pool, its bytes valid until the task is done; the process waits for it once its pipe is full. Where it throws, the process is ended and has failed. It must not
    /// await the stop of the process: that waits for this handler.
    /// </remarks>
    public Func<InteractiveProcess, OutputLine, ValueTask>? OnLine { get; init; }

    /// <summary>The clock of waits, windows, health checks and uptimes. Null (default): the engine's, or without an engine the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    internal TimeProvider Clock => TimeProvider ?? TimeProvider.System;

    /// <summary>The same by another clock, unless they have one of their own.</summary>
    internal InteractiveOptions On(TimeProvider time) => this with { TimeProvider = TimeProvider ?? time };

    internal InteractiveOptions Validated()
        => RestartDelay <= MaxRestartDelay
            ? this
            : throw new ArgumentException($"{nameof(RestartDelay)} ({RestartDelay}) exceeds {nameof(MaxRestartDelay)} ({MaxRestartDelay}).");
}
