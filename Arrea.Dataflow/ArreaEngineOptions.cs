using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Arrea.Dataflow;

/// <summary>How an engine works. Each value is checked as it is set; the engine takes a copy when it is made.</summary>
/// <remarks>Those that are keys of the configuration may change while the engine runs: see <see cref="ArreaEngine.Config"/>.</remarks>
public sealed record ArreaEngineOptions
{
    private EngineSettings _settings = EngineSettings.Default;

    /// <summary>The most jobs that run at once, in all batches together. Range: 1 to 100,000. Default: 100.</summary>
    /// <remarks>
    /// A job that starts others and waits for them lends them its own slot, so nesting cannot deadlock. One that goes on
    /// working beside others that it started counts once with the first of them. A delegate that was left behind does not count.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxWorkers { get => _settings.MaxWorkers; set => Give(_settings with { MaxWorkers = value }); }

    /// <summary>The most jobs of a batch whose size is known. Range: 1 to 2,147,483,647. Default: 500.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxCommandsPerBatch { get => _settings.MaxCommandsPerBatch; set => Give(_settings with { MaxCommandsPerBatch = value }); }

    /// <summary>What to do after a failed attempt where neither job nor batch has a policy. Default: <see cref="PolicyAction.Retry"/>. Not <see cref="PolicyAction.Custom"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is <see cref="PolicyAction.Custom"/>, or not one of the enumeration.</exception>
    public PolicyAction DefaultPolicy { get => _settings.DefaultPolicy; set => Give(_settings with { DefaultPolicy = value }); }

    /// <summary>Further attempts of the default policy. Range: 0 to 1,000,000. Default: 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxRetries { get => _settings.MaxRetries; set => Give(_settings with { MaxRetries = value }); }

    /// <summary>The wait before a retry of the default policy. Range: 0 to 30 days. Default: 1 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RetryDelay { get => _settings.RetryDelay; set => Give(_settings with { RetryDelay = value }); }

    /// <summary>The span of time in which restarts are counted: one that is as long ago counts no more. Range: 1 ms to 1 day. Default: 5 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RestartWindow { get; set => field = Check.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(5);

    /// <summary>The shell of commands whose job does not name one. Null (default): <c>$SHELL</c>, else the user's login shell, else <c>sh</c>.</summary>
    public string? Shell { get => _settings.Shell; set => Give(_settings with { Shell = value }); }

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
    public IReadOnlyCollection<string> ValidationRules { get => _settings.ValidationRules; set => Give(_settings with { ValidationRules = value }); }

    /// <summary>How strictly commands are judged, and whether the verdict counts. Default: <see cref="Validation.ValidationProfile.Guard"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ValidationProfile ValidationProfile { get => _settings.ValidationProfile; set => Give(_settings with { ValidationProfile = value }); }

    /// <summary>Commands that no rule judges, or that one rule does not: see <see cref="ValidationOptions.Allow"/>. Default: none.</summary>
    /// <exception cref="ArgumentNullException">The value or one of the entries is null.</exception>
    /// <exception cref="ArgumentException">An entry is no allowance.</exception>
    public IReadOnlyCollection<string> ValidationAllow { get => _settings.ValidationAllow; set => Give(_settings with { ValidationAllow = value }); }

    /// <summary>The path of a JSON file with rules beside the built-in ones: see <see cref="ValidationRule"/>. It is read, and checked, when this is set. Null (default): none.</summary>
    /// <exception cref="ArgumentException">The file cannot be read, or a rule in it is wrong: the message names the rule and the example.</exception>
    public string? ValidationRulesFile { get => _settings.ValidationRulesFile; set => Give(_settings with { RulesFile = RulesFile.Checked(value, nameof(ValidationRulesFile)) }); }

    /// <summary>Whether jobs may ask for versions of asdf. Default: true. If not, a job that does is refused: it ends <see cref="Outcomes.OutcomeKind.Rejected"/> with <see cref="Outcomes.JobErrorCodes.ValidationFailed"/>.</summary>
    public bool AsdfEnabled { get => _settings.AsdfEnabled; set => Give(_settings with { AsdfEnabled = value }); }

    /// <summary>
    /// Commands that may follow <c>sudo</c>, at each place where it stands in a command: each one or more plain words, such as
    /// <c>systemctl status</c>, compared word by word. What comes after these words is free; an option of sudo before them is not. Default: none.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value or one of the entries is null.</exception>
    /// <exception cref="ArgumentException">An entry is empty, begins with an option, or holds a character that is special to the shell.</exception>
    public IReadOnlyCollection<string> SudoAllowlist { get => _settings.SudoAllowlist; set => Give(_settings with { SudoAllowlist = value }); }

    /// <summary>The most restarts of the engine's parts within <see cref="RestartWindow"/>, all parts taken together; one more and the engine stops. Range: 0 to 1,000,000. Default: 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int RestartLimit { get => _settings.RestartLimit; set => Give(_settings with { RestartLimit = value }); }

    /// <summary>Failures in a row that open one of <see cref="ArreaEngine.CircuitBreakers"/> made without options of its own. Range: 1 to 1,000,000. Default: 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int CircuitBreakerThreshold { get => _settings.CircuitBreakerThreshold; set => Give(_settings with { CircuitBreakerThreshold = value }); }

    /// <summary>How long such a circuit breaker stays open before a call may probe. Range: 1 s to 30 days. Default: 60 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan CircuitBreakerTimeout { get => _settings.CircuitBreakerTimeout; set => Give(_settings with { CircuitBreakerTimeout = value }); }

    /// <summary>Whether the engine tells anything through spans, metrics and telemetry events. Default: true.</summary>
    public bool TelemetryEnabled { get => _settings.TelemetryEnabled; set => Give(_settings with { TelemetryEnabled = value }); }

    /// <summary>The least level of what the engine logs; the filters of <see cref="LoggerFactory"/> come on top. Default: <see cref="Microsoft.Extensions.Logging.LogLevel.Information"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public LogLevel LogLevel { get => _settings.LogLevel; set => Give(_settings with { LogLevel = value }); }

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

    /// <summary>Whether the text of commands is kept out of spans and telemetry events, where <c>[redacted]</c> stands for it. Default: true.</summary>
    public bool RedactCommands { get; set; } = true;

    /// <summary>Sees every telemetry event of the engine, from <c>arrea.system.started</c> on. It must be quick. Null (default): nobody; see <see cref="Telemetry.EngineTelemetry.Attach(string, Action{Telemetry.TelemetryEvent})"/>.</summary>
    public Action<Telemetry.TelemetryEvent>? OnTelemetry { get; set; }

    /// <summary>The randomness of waits with jitter: gives numbers from 0 up to 1.</summary>
    internal Func<double> Random { get; set; } = System.Random.Shared.NextDouble;

    /// <summary>The values of the keys.</summary>
    internal EngineSettings Settings => _settings;

    /// <summary>The keys that somebody has given a value.</summary>
    internal KeySet Given { get; private set; }

    /// <summary>What is wrong with the configuration that these options were made from: a sentence each.</summary>
    internal ImmutableArray<string> Problems { get; set; } = [];

    /// <summary>Makes options from a section of a configuration and from environment variables, as a host does. Other properties keep their defaults.</summary>
    /// <param name="configuration">The section itself; or the root of a configuration, of which <c>Arrea:Engine</c> is read. Null for none.</param>
    /// <param name="environment">
    /// Variables by name, of which <c>ARREA_MAX_WORKERS</c> and the like are read, and win over the section; empty ones count for nothing.
    /// <see cref="Environment.GetEnvironmentVariables()"/> for those of the process; null for none.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="OptionsValidationException">A value is wrong, or a key of the section is not known. All that is wrong is listed, with its bounds.</exception>
    public static ArreaEngineOptions FromConfiguration(IConfiguration? configuration, IDictionary? environment)
    {
        var options = new ArreaEngineOptions();
        options.Read(configuration, environment);
        return options.Problems.IsEmpty ? options : throw new OptionsValidationException(Options.DefaultName, typeof(ArreaEngineOptions), options.Problems);
    }

    /// <summary>The value of a key of the configuration.</summary>
    /// <param name="key">The key, such as <c>max_workers</c>.</param>
    /// <returns>The value, of the key's <see cref="ConfigKey.Type"/>; null for none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no such key. The message lists those there are.</exception>
    public object? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ConfigKeys.Of(key).Read(_settings);
    }

    /// <summary>Gives a key of the configuration a value, unless the value is wrong. For settings that come as text from somewhere else than a configuration.</summary>
    /// <param name="key">The key, such as <c>max_workers</c>.</param>
    /// <param name="value">As for <see cref="ArreaConfig.Set"/>.</param>
    /// <param name="problem">What is wrong: a sentence with the key, the value and the bounds, or that there is no such key. Null when nothing is.</param>
    /// <returns>Whether the key has the value now. If not, nothing has changed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public bool TrySet(string key, object? value, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (ConfigKeys.Find(key) is not { } found)
        {
            problem = $"'{key}' {ConfigKeys.ProblemOf(key)}";
            return false;
        }

        var conversion = found.Convert(value);
        problem = conversion.Problem is null ? null : $"{found} {conversion.Problem}";
        if (problem is not null)
        {
            return false;
        }

        _settings = found.Write(_settings, conversion.Value);
        Given = Given.With(found);
        return true;
    }

    /// <summary>What an engine with these options judges commands by: profile, rules, allowances and rules of your own.</summary>
    /// <returns>The options of the validator, for bash.</returns>
    public ValidationOptions ToValidationOptions() => _settings.Validation;

    /// <summary>Takes over what a configuration says, and notes what is wrong with it.</summary>
    internal void Read(IConfiguration? configuration, IDictionary? environment)
    {
        var reader = new ConfigurationReader();
        reader.ReadSection(configuration);
        reader.ReadEnvironment(environment);
        foreach (var (key, value) in reader.Values)
        {
            _settings = key.Write(_settings, value);
            Given = Given.With(key);
        }

        Problems = [.. Problems, .. reader.Problems];
    }

    private void Give(EngineSettings settings, [CallerMemberName] string property = "")
    {
        _settings = settings;
        Given = Given.With(ConfigKeys.Of(property));
    }
}
