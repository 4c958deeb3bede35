using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Runtimes;

/// <summary>The environment that a command will have, as far as managers of versions look at it.</summary>
/// <param name="request">The command.</param>
internal sealed class CommandVariables(CommandRequest request)
{
    // Where a manager has its things. Beside these, what begins with its name.
    private static readonly string[] Places = ["PATH", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"];
    private static readonly string[] Prefixes = ["ASDF_", "MISE_"];

    /// <summary>Everything that an answer may depend on, in one text.</summary>
    public string Decisive => field ??= Describe();

    /// <summary>The value that the command sees; null for none.</summary>
    public string? this[string name]
        => request.Environment is { } changes && changes.TryGetValue(name, out var value) ? value
            : request.InheritedVariables?.Contains(name) == false ? null
            : Environment.GetEnvironmentVariable(name);

    /// <summary>Why the environment cannot be that of any command; null when it can.</summary>
    public StartError? Refusal()
        => request.Environment?.Select(static variable => StartFailure.OfVariable(variable.Key, variable.Value)).FirstOrDefault(static error => error is not null);

    /// <summary>asdf's folder of shims; null when nothing says where it is.</summary>
    public string? Shims()
        => this["ASDF_DATA_DIR"] is { Length: > 0 } data ? Path.Combine(data, "shims")
            : this["HOME"] is { Length: > 0 } home ? Path.Combine(home, ".asdf", "shims")
            : null;

    /// <summary>The changes to the inherited environment, with those that make asdf's versions hold.</summary>
    public Dictionary<string, string?> With(IEnumerable<RuntimeVersion> versions, string shims)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in request.Environment ?? new Dictionary<string, string?>())
        {
            changes[name] = value;
        }

        foreach (var version in versions)
        {
            changes[version.Variable] = version.Version;
        }

        // Behind another folder with the same program the shims would be without effect, so they come first.
        var path = this["PATH"] ?? SearchPath.WhenUnset;
        changes["PATH"] = path == shims || path.StartsWith(shims + Path.PathSeparator, StringComparison.Ordinal) ? path : shims + Path.PathSeparator + path;
        return changes;
    }

    private string Describe()
    {
        var text = new StringBuilder();
        foreach (var name in Places)
        {
            Add(text, name, this[name]);
        }

        foreach (var (name, value) in (request.Environment ?? new Dictionary<string, string?>())
            .Where(static variable => Prefixes.Any(prefix => variable.Key.StartsWith(prefix, StringComparison.Ordinal)))
            .OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            Add(text, name, value);
        }

        return text.ToString();
    }

    // No variable holds a NUL. One that is removed is not one that is empty.
    private static void Add(StringBuilder text, string name, string? value) => text.Append(name).Append(value is null ? '\0' : '=').Append(value).Append('\0');
}
