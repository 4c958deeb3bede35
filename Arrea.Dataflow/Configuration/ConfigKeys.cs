using System.Collections.Frozen;
using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Configuration.Kinds;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Rules;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Configuration;

/// <summary>The table of the engine's settings.</summary>
public static class ConfigKeys
{
    /// <summary>Every key, in the order of the docs.</summary>
    public static IReadOnlyList<ConfigKey> All { get; } = Array.AsReadOnly<ConfigKey>(
    [
        new NumberKey(
            "max_workers", nameof(EngineSettings.MaxWorkers), EngineBounds.MaxWorkers, "The most jobs that run at once, in all batches and stages together.",
            static settings => settings.MaxWorkers, static (settings, value) => settings with { MaxWorkers = value }),
        new NumberKey(
            "max_commands_per_batch", nameof(EngineSettings.MaxCommandsPerBatch), EngineBounds.MaxCommandsPerBatch, "The most jobs of a batch whose size is known.",
            static settings => settings.MaxCommandsPerBatch, static (settings, value) => settings with { MaxCommandsPerBatch = value }),
        new ChoiceKey<PolicyAction>(
            "default_policy", nameof(EngineSettings.DefaultPolicy), [("retry", PolicyAction.Retry), ("stop", PolicyAction.Stop), ("continue", PolicyAction.Continue)],
            "What to do after a failed attempt where neither job nor batch has a policy.",
            static settings => settings.DefaultPolicy, static (settings, value) => settings with { DefaultPolicy = value }),
        new NumberKey(
            "max_retries", nameof(EngineSettings.MaxRetries), EngineBounds.MaxRetries, "Further attempts of the default policy.",
            static settings => settings.MaxRetries, static (settings, value) => settings with { MaxRetries = value }),
        new DurationKey(
            "retry_delay", nameof(EngineSettings.RetryDelay), EngineBounds.RetryDelay, "The wait before a retry of the default policy.",
            static settings => settings.RetryDelay, static (settings, value) => settings with { RetryDelay = value }),
        new NumberKey(
            "restart_limit", nameof(EngineSettings.RestartLimit), EngineBounds.RestartLimit, "The most restarts of the engine's parts within `RestartWindow`, all taken together; one more and the engine stops.",
            static settings => settings.RestartLimit, static (settings, value) => settings with { RestartLimit = value }),
        new NumberKey(
            "circuit_breaker_threshold", nameof(EngineSettings.CircuitBreakerThreshold), EngineBounds.CircuitBreakerThreshold, "Failures in a row that open a circuit breaker made without options of its own.",
            static settings => settings.CircuitBreakerThreshold, static (settings, value) => settings with { CircuitBreakerThreshold = value }),
        new DurationKey(
            "circuit_breaker_timeout", nameof(EngineSettings.CircuitBreakerTimeout), EngineBounds.CircuitBreakerTimeout, "How long such a circuit breaker stays open before a call may probe.",
            static settings => settings.CircuitBreakerTimeout, static (settings, value) => settings with { CircuitBreakerTimeout = value }),
        new ListKey(
            "validation_rules", nameof(EngineSettings.ValidationRules), $"names out of {string.Join(", ", CommandValidator.AllRules)}", CommandValidator.ProblemOfRule,
            "The rules that commands are judged by. The form of a command is checked in any case.",
            static settings => settings.ValidationRules, static (settings, value) => settings with { ValidationRules = value }),
        new ChoiceKey<ValidationProfile>(
            "validation_profile", nameof(EngineSettings.ValidationProfile),
            [
                ("guard", ValidationProfile.Guard), ("classic", ValidationProfile.Classic), ("warn", ValidationProfile.Warn),
                ("off", ValidationProfile.Off), ("allowlist", ValidationProfile.Allowlist),
            ],
            "How strictly commands are judged, and whether the verdict counts.",
            static settings => settings.ValidationProfile, static (settings, value) => settings with { ValidationProfile = value }),
        new ListKey(
            "validation_allow", nameof(EngineSettings.ValidationAllow), "commands as words, with * inside a word and ... at the end, perhaps behind the name of a rule and a colon", Allowance.ProblemOf,
            "Commands that no rule judges, or that one rule does not.",
            static settings => settings.ValidationAllow, static (settings, value) => settings with { ValidationAllow = value }),
        new RulesFileKey(
            "validation_rules_file", nameof(EngineSettings.ValidationRulesFile), "the path of a JSON file with rules, or empty for none",
            "Rules of your own, beside the built-in ones. The file is read when the key is set.",
            static settings => settings.RulesFile, static (settings, value) => settings with { RulesFile = value }),
        new ListKey(
            "sudo_allowlist", nameof(EngineSettings.SudoAllowlist), "commands of plain words, such as systemctl status", SudoAllowlist.ProblemOf,
            "Commands that may follow sudo, compared word by word. What comes after these words is free.",
            static settings => settings.SudoAllowlist, static (settings, value) => settings with { SudoAllowlist = value }),
        new SwitchKey(
            "asdf_enabled", nameof(EngineSettings.AsdfEnabled), "Whether jobs may ask for versions of asdf.",
            static settings => settings.AsdfEnabled, static (settings, value) => settings with { AsdfEnabled = value }),
        new SwitchKey(
            "telemetry_enabled", nameof(EngineSettings.TelemetryEnabled), "Whether the engine tells anything through spans, metrics and telemetry events.",
            static settings => settings.TelemetryEnabled, static (settings, value) => settings with { TelemetryEnabled = value }),
        new ChoiceKey<LogLevel>(
            "log_level", nameof(EngineSettings.LogLevel),
            [
                ("trace", LogLevel.Trace), ("debug", LogLevel.Debug), ("info", LogLevel.Information), ("warning", LogLevel.Warning),
                ("error", LogLevel.Error), ("critical", LogLevel.Critical), ("none", LogLevel.None),
            ],
            "The least level of what the engine logs. The filters of the logger come on top.",
            static settings => settings.LogLevel, static (settings, value) => settings with { LogLevel = value }),
        new TextKey(
            "shell", nameof(EngineSettings.Shell), "the name or path of a shell; empty for $SHELL, else the login shell, else sh",
            "The shell of commands whose job does not name one.",
            static settings => settings.Shell, static (settings, value) => settings with { Shell = value }),
    ]);

    private static readonly FrozenDictionary<string, ConfigKey> ByName = All.ToFrozenDictionary(static key => Plain(key.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a key by its name or its property; case and underscores do not matter.</summary>
    /// <param name="name">Such as <c>max_workers</c> or <c>MaxWorkers</c>.</param>
    /// <returns>The key, or null when there is none of that name.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static ConfigKey? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return ByName.GetValueOrDefault(Plain(name));
    }

    /// <summary>Why a name is not that of a key: the rest of a sentence that begins with the name.</summary>
    internal static string ProblemOf(string name)
    {
        var nearest = All.MinBy(key => Spelling.Distance(Plain(name).ToUpperInvariant(), Plain(key.Name).ToUpperInvariant()))!;
        return $"is not a key. Did you mean {nearest}? The keys are {string.Join(", ", All)}.";
    }

    /// <exception cref="ArgumentException">There is no key of that name.</exception>
    internal static ConfigKey Of(string name) => Find(name) ?? throw new ArgumentException($"'{name}' {ProblemOf(name)}", nameof(name));

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
