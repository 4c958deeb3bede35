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

    public int MaxWorkers { get; init => field = EngineBounds.MaxWorkers.Checked(value); } = 100;

    public int MaxCommandsPerBatch { get; init => field = EngineBounds.MaxCommandsPerBatch.Checked(value); } = 500;

    public PolicyAction DefaultPolicy { get; init => field = Check.OneOf(value, [PolicyAction.Retry, PolicyAction.Stop, PolicyAction.Continue]); } = ErrorPolicy.Default.OnError;

    public int MaxRetries { get; init => field = EngineBounds.MaxRetries.Checked(value); } = ErrorPolicy.Default.MaxRetries;

    public TimeSpan RetryDelay { get; init => field = EngineBounds.RetryDelay.Checked(value); } = ErrorPolicy.Default.RetryDelay;

    public int RestartLimit { get; init => field = EngineBounds.RestartLimit.Checked(value); } = 3;

    public int CircuitBreakerThreshold { get; init => field = EngineBounds.CircuitBreakerThreshold.Checked(value); } = CircuitBreakerOptions.Default.Threshold;

    public TimeSpan CircuitBreakerTimeout { get; init => field = EngineBounds.CircuitBreakerTimeout.Checked(value); } = CircuitBreakerOptions.Default.Timeout;

    public IReadOnlyCollection<string> ValidationRules { get; init => field = CommandValidator.CheckedRules(value, nameof(ValidationRules)); } = CommandValidator.AllRules;

    public ValidationProfile ValidationProfile { get; init => field = Check.Defined(value); }

    public IReadOnlyCollection<string> ValidationAllow { get; init => field = ValidationOptions.CheckedAllowances(value, nameof(ValidationAllow)); } = [];

    public RulesFile? RulesFile { get; init; }

    /// <summary>The path of <see cref="RulesFile"/>; null for none.</summary>
    public string? ValidationRulesFile => RulesFile?.Path;

    public IReadOnlyCollection<string> SudoAllowlist { get; init => field = Arrea.Dataflow.Validation.Rules.SudoAllowlist.Checked(value, nameof(SudoAllowlist)); } = [];

    public bool AsdfEnabled { get; init; } = true;

    public bool TelemetryEnabled { get; init; } = true;

    public LogLevel LogLevel { get; init => field = Check.Defined(value); } = LogLevel.Information;

    public string? Shell { get; init; }

    /// <summary>What to do after a failed attempt where neither job nor batch has a policy. A new one each time: see <see cref="ArreaConfig.DefaultPolicy"/>.</summary>
    public ErrorPolicy ErrorPolicy => new() { OnError = DefaultPolicy, OnTimeout = DefaultPolicy, MaxRetries = MaxRetries, RetryDelay = RetryDelay };

    /// <summary>What commands are judged by. New ones each time: see <see cref="ArreaConfig.Validation"/>.</summary>
    public ValidationOptions Validation => new()
    {
        Profile = ValidationProfile,
        Rules = ValidationRules,
        SudoAllowlist = SudoAllowlist,
        Allow = ValidationAllow,
        CustomRules = RulesFile?.Rules ?? [],
    };

    /// <summary>The options of a circuit breaker that is asked for without any.</summary>
    public CircuitBreakerOptions CircuitBreaker => new() { Threshold = CircuitBreakerThreshold, Timeout = CircuitBreakerTimeout };
}
