using Arrea.Cli.Wording;
using Arrea.Dataflow.Configuration;

namespace Arrea.Cli.Configuring;

/// <summary>The names of keys. There is one spelling, in files and on the command line.</summary>
internal static class KeyName
{
    /// <summary>The names, in the order of the docs.</summary>
    public static IEnumerable<string> All => ConfigKeys.All.Select(static key => key.Name);

    /// <summary>The key of a name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static ConfigKey Of(string name)
        => ConfigKeys.Find(name) is { } key && key.Name == name ? key : throw new UsageException(Problem(name));

    /// <summary>Why a name is not that of a key.</summary>
    public static string Problem(string name)
    {
        // 'MaxWorkers' is what somebody writes who knows the library.
        var hint = ConfigKeys.Find(name) is { } meant ? $" Did you mean '{meant.Name}'?" : Suggestion.For(name, All);
        return $"'{Shown.Command(name)}' is not a key.{hint} The keys are {string.Join(", ", All)}.";
    }
}
