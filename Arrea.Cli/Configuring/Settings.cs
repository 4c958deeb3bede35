using System.Diagnostics.CodeAnalysis;
using Arrea.Dataflow;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Policies;

namespace Arrea.Cli.Configuring;

/// <summary>What the user has configured, in layers: default, user's file, project's file, environment. Flags come on top.</summary>
internal sealed class Settings
{
    // A folder that somebody has cloned must not switch the guard off, nor choose what runs the commands.
    private static readonly HashSet<string> NotForProjects =
        ["validation_rules", "validation_profile", "validation_allow", "validation_rules_file", "sudo_allowlist", "shell"];

    private readonly Dictionary<string, SettingOrigin> _origins = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];

    private Settings()
    {
    }

    /// <summary>The values, as options of an engine.</summary>
    public ArreaEngineOptions Engine { get; } = new();

    /// <summary>The ceiling of jobs at once; null where nobody has configured one.</summary>
    public int? MaxWorkers => Has("max_workers") ? Engine.MaxWorkers : null;

    /// <summary>The most jobs of a run; null where nobody has configured it.</summary>
    public int? MaxCommands => Has("max_commands_per_batch") ? Engine.MaxCommandsPerBatch : null;

    /// <summary>What to do after a failed attempt; null where nobody has configured it. Who configures how often to retry wants retries.</summary>
    public PolicyAction? Policy => Has("default_policy") || Has("max_retries") ? Engine.DefaultPolicy : null;

    /// <summary>Further attempts; null where nobody has configured them.</summary>
    public int? MaxRetries => Has("max_retries") ? Engine.MaxRetries : null;

    /// <summary>The wait before a retry; null where nobody has configured it.</summary>
    public TimeSpan? RetryDelay => Has("retry_delay") ? Engine.RetryDelay : null;

    /// <summary>Reads the files and the environment of this process.</summary>
    /// <exception cref="UsageException">A value is wrong; all that are wrong are named.</exception>
    public static Settings Load() => Load(ConfigPaths.User, ConfigPaths.Project, Environment.GetEnvironmentVariable);

    /// <summary>Reads files and an environment.</summary>
    /// <param name="user">The path of the user's file.</param>
    /// <param name="project">The path of the project's file.</param>
    /// <param name="variable">Gives the value of a variable.</param>
    /// <exception cref="UsageException">A value is wrong; all that are wrong are named.</exception>
    public static Settings Load(string user, string project, Func<string, string?> variable)
    {
        var settings = new Settings();
        settings.ReadFile(SettingLayer.User, user);
        settings.ReadFile(SettingLayer.Project, project);
        foreach (var key in ConfigKeys.All)
        {
            if (variable(key.Variable) is { Length: > 0 } text)
            {
                settings.Take(key.Name, text, new SettingOrigin(SettingLayer.Environment, key.Variable), key.Variable);
            }
        }

        return settings._problems switch
        {
            [] => settings,
            [var problem] => throw new UsageException($"the configuration cannot be used. {problem}") { ExitCode = ExitCodes.BadInput },
            var problems => throw new UsageException($"the configuration cannot be used:\n  {string.Join("\n  ", problems)}") { ExitCode = ExitCodes.BadInput },
        };
    }

    /// <summary>Where a key has its value from.</summary>
    public SettingOrigin OriginOf(string key) => _origins.GetValueOrDefault(key, SettingOrigin.Default);

    /// <summary>Whether somebody has configured a key.</summary>
    public bool Has(string key) => _origins.ContainsKey(key);

    /// <summary>Says that something goes beyond what is configured.</summary>
    /// <param name="what">What does, as the beginning of a sentence.</param>
    /// <param name="key">The key.</param>
    [DoesNotReturn]
    public void Refuse(string what, string key)
        => throw new UsageException($"{what}, but {key} is {ConfigKeys.Find(key)!.Format(Engine.Get(key))} ({OriginOf(key)})") { ExitCode = ExitCodes.BadInput };

    private void ReadFile(SettingLayer layer, string path)
    {
        if (ConfigPaths.Read(path) is { } bytes)
        {
            ReadBytes(layer, path, bytes);
        }
    }

    private void ReadBytes(SettingLayer layer, string path, byte[] bytes)
        => SettingsFile.Read(
            path,
            bytes,
            (key, value) =>
            {
                if (layer == SettingLayer.Project && NotForProjects.Contains(key))
                {
                    _problems.Add($"{path}: {key} cannot be set by a project, which must not choose what guards it. Set it with 'arrea config set {key} VALUE', or with {ConfigKeys.Find(key)!.Variable}.");
                    return;
                }

                // A path in a file is seen from the file, wherever one happens to be.
                var seen = key == "validation_rules_file" && value is string { Length: > 0 } file ? Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file) : value;
                Take(key, seen, new SettingOrigin(layer, path), $"{path}:");
            },
            _problems.Add);

    private void Take(string key, object value, SettingOrigin origin, string named)
    {
        if (Engine.TrySet(key, value, out var problem))
        {
            _origins[key] = origin;
        }
        else
        {
            // The variable has the key's name in it already.
            _problems.Add(origin.Layer == SettingLayer.Environment ? $"{named}: {problem}" : $"{named} {problem}");
        }
    }
}
