using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Arrea.Dataflow.Configuration;

/// <summary>Reads the layer of the configuration out of its sources, a later one over an earlier one, and gathers what is wrong with it.</summary>
internal sealed class ConfigurationReader
{
    /// <summary>Where a configuration holds the engine's section.</summary>
    public const string Section = "Arrea:Engine";

    private readonly Dictionary<ConfigKey, object?> _values = [];
    private readonly List<string> _problems = [];

    public IReadOnlyDictionary<ConfigKey, object?> Values => _values;

    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The section that is meant: the one given, or the engine's of a whole configuration.</summary>
    public static IConfigurationSection? SectionOf(IConfiguration? configuration)
        => configuration as IConfigurationSection ?? configuration?.GetSection(Section);

    public void ReadSection(IConfiguration? configuration)
    {
        if (SectionOf(configuration) is not { } section)
        {
            return;
        }

        if (!string.IsNullOrEmpty(section.Value))
        {
            _problems.Add($"{section.Path} is '{section.Value}'; expected a section of keys and values.");
        }

        var paths = new Dictionary<ConfigKey, string>();
        foreach (var entry in section.GetChildren())
        {
            if (ConfigKeys.Find(entry.Key) is not { } key)
            {
                _problems.Add($"{entry.Path} {ConfigKeys.ProblemOf(entry.Key)}");
            }
            else if (!paths.TryAdd(key, entry.Path))
            {
                _problems.Add($"{entry.Path} and {paths[key]} are the same key, given twice.");
            }
            else
            {
                ReadEntry(key, entry);
            }
        }
    }

    public void ReadEnvironment(IDictionary? environment)
    {
        foreach (var key in ConfigKeys.All)
        {
            if (environment?[key.Variable] is string { Length: > 0 } text)
            {
                Take(key, key.Variable, text);
            }
        }
    }

    private void ReadEntry(ConfigKey key, IConfigurationSection entry)
    {
        var children = entry.GetChildren().ToList();
        if (children.Count > 0 && !string.IsNullOrEmpty(entry.Value))
        {
            // Which of the sources comes last is not to be seen from here, and to guess would drop what somebody meant to hold.
            _problems.Add($"{entry.Path} is given twice by different sources: as '{entry.Value}' and as a list. Take one away, or override both with the variable {key.Variable}.");
        }
        else if (children.Count == 0)
        {
            // What is null in a file is as if it were not there.
            if (entry.Value is { } text)
            {
                Take(key, entry.Path, text);
            }
        }
        else if (key.Type == typeof(IReadOnlyCollection<string>) && children.All(static child => child.Value is not null && int.TryParse(child.Key, out _)))
        {
            Take(key, entry.Path, children.Select(static child => child.Value!));
        }
        else
        {
            _problems.Add($"{entry.Path} is a section; expected {key.Bounds}.");
        }
    }

    private void Take(ConfigKey key, string source, object value)
    {
        var conversion = key.Convert(value);
        if (conversion.Problem is { } problem)
        {
            _problems.Add($"{source} {problem}");
        }
        else
        {
            _values[key] = conversion.Value;
        }
    }
}
