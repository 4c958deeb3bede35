using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Validation;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Configuration;

/// <summary>
/// The values of all keys at one moment. A part of the engine reads them when it begins something (a batch, a breaker, the
/// check of a command) and keeps to what it read.
/// </summary>
internal sealed record EngineSettings
{
    public static EngineSettings Default { get; } = new();

    public int MaxWorkers { get; init => field = Check.InRange(value, EngineBounds.MaxWorkers.Least, EngineBounds.MaxWorkers.Most); } = 100;

    public int MaxCommandsPerBatch
    {
        get;
        init => field = Check.InRange(value, EngineBounds.MaxCommandsPerBatch.Least, EngineBounds.MaxCommandsPerBatch.Most);
    } = 500;

    public PolicyAction DefaultPolicy { get; init => field = Check.OneOf(value, [PolicyAction.Retry, PolicyAction.Stop, PolicyAction.Continue]); } = PolicyAction.Retry;

    public int MaxRetries { get; init => field = Check.InRange(value, EngineBounds.MaxRetries.Least, EngineBounds.MaxRetries.Most); } = 3;

    public TimeSpan RetryDelay { get; init => field = Check.InRange(value, EngineBounds.RetryDelay.Least, EngineBounds.RetryDelay.Most); } = TimeSpan.FromSeconds(1);

    public int RestartLimit { get; init => field = Check.InRange(value, EngineBounds.RestartLimit.Least, EngineBounds.RestartLimit.Most); } = 3;

    public int CircuitBreakerThreshold
    {
        get;
        init => field = Check.InRange(value, EngineBounds.CircuitBreakerThreshold.Least, EngineBounds.CircuitBreakerThreshold.Most);
    } = 5;

    public TimeSpan CircuitBreakerTimeout
    {
        get;
        init => field = Check.InRange(value, EngineBounds.CircuitBreakerTimeout.Least, EngineBounds.CircuitBreakerTimeout.Most);
    } = TimeSpan.FromSeconds(60);

    public IReadOnlyCollection<string> ValidationRules
    {
        get;
        init
        {
            CommandValidator.CheckRules(value, nameof(ValidationRules));
            field = Array.AsReadOnly([.. value]);
        }
    }
    = CommandValidator.AllRules;

    public IReadOnlyCollection<string> SudoAllowlist { get; init => field = Validation.SudoAllowlist.Checked(value, nameof(SudoAllowlist)); } = [];

    public bool AsdfEnabled { get; init; } = true;

    public bool TelemetryEnabled { get; init; } = true;

    public LogLevel LogLevel { get; init => field = Check.Defined(value); } = LogLevel.Information;

    public string? Shell { get; init; }

    /// <summary>What to do after a failed attempt where neither job nor batch has a policy. A new one each time: see <see cref="ArreaConfig.DefaultPolicy"/>.</summary>
    public ErrorPolicy ErrorPolicy => new() { OnError = DefaultPolicy, OnTimeout = DefaultPolicy, MaxRetries = MaxRetries, RetryDelay = RetryDelay };

    /// <summary>The options of a circuit breaker that is asked for without any.</summary>
    public CircuitBreakerOptions CircuitBreaker => new() { Threshold = CircuitBreakerThreshold, Timeout = CircuitBreakerTimeout };
}
