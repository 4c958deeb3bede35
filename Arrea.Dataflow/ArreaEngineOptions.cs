using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Validation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Arrea.Dataflow;

/// <summary>How an engine works. Each value is checked as it is set; the engine takes a copy when it is made.</summary>
public sealed record ArreaEngineOptions
{
    /// <summary>The most jobs that run at once, in all batches together. Range: 1 to 100,000. Default: 100.</summary>
    /// <remarks>
    /// A job that starts others and waits for them lends them its own place, so nesting cannot deadlock. One that goes on
    /// working beside others that it started counts once with the first of them. A delegate that was left behind does not count.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxWorkers { get; set => field = Check.InRange(value, 1, 100_000); } = 100;

    /// <summary>The most jobs of a batch whose size is known. Range: 1 to 2,147,483,647. Default: 500.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxCommandsPerBatch { get; set => field = Check.InRange(value, 1, int.MaxValue); } = 500;

    /// <summary>What to do after a failed attempt where neither job nor batch has a policy. Default: <see cref="PolicyAction.Retry"/>. Not <see cref="PolicyAction.Custom"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is <see cref="PolicyAction.Custom"/>, or not one of the enumeration.</exception>
    public PolicyAction DefaultPolicy { get; set => field = Check.OneOf(value, [PolicyAction.Retry, PolicyAction.Stop, PolicyAction.Continue]); } = PolicyAction.Retry;

    /// <summary>Further attempts of the default policy. Range: 0 to 1,000,000. Default: 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxRetries { get; set => field = Check.InRange(value, 0, 1_000_000); } = 3;

    /// <summary>The wait before a retry of the default policy. Range: 0 to 30 days. Default: 1 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RetryDelay { get; set => field = Check.InRange(value, TimeSpan.Zero, ErrorPolicy.LongestDelay); } = TimeSpan.FromSeconds(1);

    /// <summary>The most restarts of the engine's parts within <see cref="RestartWindow"/>, all parts taken together; one more and the engine stops. Range: 0 to 1,000,000. Default: 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int RestartLimit { get; set => field = Check.InRange(value, 0, 1_000_000); } = 3;

    /// <summary>The span of time in which restarts are counted: one that is as long ago counts no more. Range: 1 ms to 1 day. Default: 5 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RestartWindow { get; set => field = Check.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(5);

    /// <summary>The shell of commands whose job does not name one. Null (default): <c>$SHELL</c>, else the user's login shell, else <c>sh</c>.</summary>
    public string? Shell { get; set; }

    /// <summary>The most bytes kept of each output of a command: head and tail. Range: 0 to 1 GiB. Default: 1 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxCapturedBytes { get; set => field = Check.InRange(value, 0, CommandRequest.MostCapturedBytes); } = CommandRequest.DefaultMaxCapturedBytes;

    /// <summary>The names of the variables that commands inherit, when not all are to be; empty for none. Null (default): all.</summary>
    public IReadOnlyCollection<string>? InheritedVariables { get; set; }

    /// <summary>The number of the signal that asks a command to end. Range: 1 to 64. Default: 15 (TERM).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int KillSignal { get; set => field = Check.InRange(value, 1, CommandRequest.LastSignal); } = CommandRequest.DefaultKillSignal;

    /// <summary>
    /// Whether this process adopts processes of its commands that outlive their parents, and reaps them: a Linux "child subreaper". It is so for the
    /// whole process from then on. Meant for programs whose children are Arrea's alone, above all where the init process does not reap, as in many
    /// containers. Default: false.
    /// </summary>
    public bool AdoptOrphans { get; set; }

    /// <summary>For a command that is ended: the time between the request (<see cref="KillSignal"/>) and the order (KILL). Range: 0 to 1 day. Default: 2 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan KillGrace { get; set => field = Check.InRange(value, TimeSpan.Zero, CommandRequest.LongestKillGrace); } = CommandRequest.DefaultKillGrace;

    /// <summary>
    /// For a delegate that was told to end and does not: the time after which its job gets its outcome and its slot is
    /// given up, while the delegate is left to itself. Range: 0 to 1 hour. Default: 500 ms.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan AbandonAfter { get; set => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromHours(1)); } = TimeSpan.FromMilliseconds(500);

    /// <summary>The validation rules that commands are judged by: names out of <see cref="CommandValidator.AllRules"/>. Default: all.</summary>
    /// <exception cref="ArgumentException">A name is not that of a rule.</exception>
    public IReadOnlyCollection<string> ValidationRules { get; set => field = KnownRules(value); } = CommandValidator.AllRules;

    /// <summary>Whether jobs may ask for versions of asdf. Default: true. If not, a job that does is refused: it ends <see cref="Outcomes.OutcomeKind.Rejected"/> with <see cref="Outcomes.JobErrorCodes.ValidationFailed"/>.</summary>
    public bool AsdfEnabled { get; set; } = true;

    /// <summary>How subscribers get events. Default: <see cref="EventDelivery.Queued"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public EventDelivery EventDelivery { get; set => field = Check.Defined(value); } = EventDelivery.Queued;

    /// <summary>Runs the commands. Null (default): a runner of the engine's own, the best for this system, which ends with the engine.</summary>
    public ICommandRunner? CommandRunner { get; set; }

    /// <summary>The clock of limits, retries, durations and time stamps. The grace of a command that is being ended is the system's own time in any case. Default: the system's.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider { get; set => field = Check.NotNull(value); } = TimeProvider.System;

    /// <summary>Where the engine logs to. Default: nowhere.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public ILoggerFactory LoggerFactory { get; set => field = Check.NotNull(value); } = NullLoggerFactory.Instance;

    /// <summary>The randomness of waits with jitter: gives numbers from 0 up to 1.</summary>
    internal Func<double> Random { get; set; } = System.Random.Shared.NextDouble;

    private static IReadOnlyCollection<string> KnownRules(IReadOnlyCollection<string> rules)
    {
        CommandValidator.CheckRules(rules, nameof(ValidationRules));
        return [.. rules];
    }
}
