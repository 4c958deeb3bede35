using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;
using Arrea.Dataflow;
using Arrea.Dataflow.Configuration;

namespace Arrea.Cli.Configuring;

/// <summary><c>arrea config</c>.</summary>
internal sealed class ConfigSubcommand : Subcommand
{
    /// <summary>What can be done with the configuration.</summary>
    public static readonly string[] Verbs = ["show", "get", "set", "unset", "path"];

    private readonly ConfigFlags _flags = new();

    public override FlagSet Flags => _flags;

    public override string Description => """
        Show and change the settings. What is set is kept in the user's file, and holds for every call
        from then on.
        """;

    public override string Usage => """
        arrea config show [--json]
        arrea config get KEY
        arrea config set KEY VALUE
        arrea config unset KEY
        arrea config path
        """;

    public override string Examples => """
        arrea config show
        arrea config set max_workers 8
        arrea config set sudo_allowlist 'systemctl status,apt-get update'
        arrea config get max_workers
        arrea config unset sudo_allowlist
        """;

    public override string Notes => """
        Of several that set a key, the first of these wins:
          1. the flags of the command line
          2. the environment: ARREA_MAX_WORKERS for max_workers, and so on
          3. arrea.json in the working directory, which cannot set what guards it: shell, sudo_allowlist
             and the validation keys
          4. the user's file: 'arrea config path' says where it is
          5. the default
        A list has commas: 'no_rm_rf,no_sudo'. A duration is milliseconds.

        Exit codes:
          0         done
          2         the key is unknown, or the value is not one of its values; nothing was changed
          4         a file or variable cannot be used
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        IReadOnlyList<string> words = _flags.IsShow(values) && operands.Count == 0 ? ["show"] : operands;
        if (_flags.IsShow(values) && words is not ["show"])
        {
            throw new UsageException($"'--show' goes with no other word, such as '{Shown.Command(words[0])}'");
        }

        if (_flags.IsJson(values) && words is not ["show"])
        {
            throw new UsageException("'--json' has no meaning without 'show'");
        }

        switch (words)
        {
            case ["show"]:
                Show(_flags.IsJson(values));
                break;
            case ["path"]:
                StandardStream.Output.Write(ConfigPaths.User + "\n");
                break;
            case ["get", var key]:
                Get(KeyName.Of(key));
                break;
            case ["set", var key, var value]:
                Set(KeyName.Of(key), value);
                break;
            case ["unset", var key]:
                Unset(key);
                break;
            default:
                throw Misused(words);
        }

        return Task.FromResult(ExitCodes.Success);
    }

    private static UsageException Misused(IReadOnlyList<string> words) => words switch
    {
        [] => new("config needs to know what to do: show, get, set, unset or path. Try 'arrea config --help'."),
        ["get" or "unset", ..] => new($"'config {words[0]}' takes one key: arrea config {words[0]} KEY"),
        ["set", ..] => new("'config set' takes a key and one value: arrea config set KEY VALUE. A value with spaces stands in quotes."),
        ["show" or "path", ..] => new($"unexpected argument '{Shown.Command(words[1])}'."),
        _ => new($"unknown word '{Shown.Command(words[0])}' after 'config'.{Suggestion.For(words[0], Verbs)} Try 'arrea config --help'."),
    };

    private static void Show(bool json)
    {
        var settings = Settings.Load();
        if (json)
        {
            SettingsJson.Write(StandardStream.Output, settings);
        }
        else
        {
            StandardStream.Output.Write(SettingsTable.Of(settings, StandardStream.Output.Columns));
        }
    }

    private static void Get(ConfigKey key)
        => StandardStream.Output.Write(Shown.Text(key.Format(Settings.Load().Engine.Get(key.Name))) + "\n");

    private static void Set(ConfigKey key, string value)
    {
        var given = key.Name == "validation_rules_file" && value.Length > 0 ? Path.GetFullPath(value) : value;
        var checkedOptions = new ArreaEngineOptions();
        if (!Utf8Text.IsWellFormed(given))
        {
            throw new UsageException($"{key} takes a text in UTF-8");
        }

        if (!checkedOptions.TrySet(key.Name, given, out var problem))
        {
            throw new UsageException(problem);
        }

        var json = SettingsJson.ValueOf(key, checkedOptions.Get(key.Name));
        UserFile.Change(ConfigPaths.User, text => JsonEdit.Set(text, key.Name, json));
        WarnOfStronger(key);
    }

    private static void Unset(string name)
    {
        // A key that only the file knows can be taken out of it all the same.
        if (!UserFile.Change(ConfigPaths.User, text => JsonEdit.Remove(text, name)))
        {
            _ = KeyName.Of(name);
        }
    }

    private static void WarnOfStronger(ConfigKey key)
    {
        if (Environment.GetEnvironmentVariable(key.Variable) is { Length: > 0 })
        {
            CommandLine.Report($"{key.Variable} in the environment wins over what was set");
            return;
        }

        var inProject = false;
        if (ConfigPaths.Read(ConfigPaths.Project) is { } bytes)
        {
            SettingsFile.Read(ConfigPaths.Project, bytes, (name, _) => inProject |= name == key.Name, static _ => { });
        }

        if (inProject)
        {
            CommandLine.Report($"{ConfigPaths.Project} in this folder wins over what was set");
        }
    }
}
