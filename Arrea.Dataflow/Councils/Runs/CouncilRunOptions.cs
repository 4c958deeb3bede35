using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Councils.Events;
using Arrea.Dataflow.Councils.Recording;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>How a run goes.</summary>
public sealed record CouncilRunOptions
{
    /// <summary>The run's id. Null (default): one is made.</summary>
    /// <exception cref="ArgumentException">The value is blank.</exception>
    public string? RunId { get; init => field = value is null || !string.IsNullOrWhiteSpace(value) ? value : throw new ArgumentException("A run's id is not blank.", nameof(RunId)); }

    /// <summary>Where the run is known by its id; null (default) for the registry of the engine.</summary>
    public RunRegistry? Registry { get; init; }

    /// <summary>Writes the run down as it goes; null (default) for nobody.</summary>
    public IRunRecorder? Recorder { get; init; }

    /// <summary>Gets all events from the first on; null (default) for nobody.</summary>
    public IObserver<CouncilEvent>? Subscribe { get; init; }

    /// <summary>What a member that fails does to the run, where its round does not say. Default: <see cref="FailureMode.Continue"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public FailureMode FailureMode { get; init => field = Check.Defined(value); }

    /// <summary>How long a member's turn may take, all attempts together, where the member does not say. More than zero, or <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>. Default: 60 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan MemberTimeout { get; init => field = Check.TimeLimit(value)!.Value; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a member is asked again, where the member does not say. Default: two attempts, a second apart.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public MemberRetry Retry { get; init => field = value ?? throw new ArgumentNullException(nameof(Retry)); } = new();

    /// <summary>The most members asked at once. More than 0; null (default) for as many as the engine has workers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not more than 0.</exception>
    public int? Parallel { get; init => field = value is { } most ? Check.InRange(most, 1, int.MaxValue) : null; }
}
