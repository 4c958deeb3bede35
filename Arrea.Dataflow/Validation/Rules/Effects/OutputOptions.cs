using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>Options that name a file to write, as most programs spell them: <c>-o file</c>, <c>--output=file</c>.</summary>
internal static class OutputOptions
{
    private static readonly HashSet<string> Names =
        ["-o", "--output", "-out", "--out", "--outfile", "--output-file", "--output-dir", "--output-directory", "--outdir", "--out-dir", "--out-file", "--outFile", "--output-path", "--report-file", "--log-file", "--logfile"];

    // For these, -o means something else: another user, "or", only one column.
    private static readonly HashSet<string> Others =
        ["test", "[", "[[", "ls", "dir", "vdir", "ll", "nm", "size", "lsof", "ps", "echo", "printf", "set", "shopt", "mount", "ssh", "kubectl", "oc", "ulimit", "lsblk", "du", "id", "pgrep", "find", "chown", "complete", "compgen"];

    /// <summary>Whether a command may have such an option. Cheap.</summary>
    public static bool Has(string command, IReadOnlyList<Value> arguments)
    {
        if (Others.Contains(command))
        {
            return false;
        }

        foreach (var argument in arguments)
        {
            if (argument.KnownStart is ['-', 'o' or '-', ..])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The files that such options name.</summary>
    public static void Add(string command, IReadOnlyList<Value> arguments, List<Effect> effects)
    {
        if (!Has(command, arguments))
        {
            return;
        }

        for (var at = 0; at < arguments.Count && arguments[at].Exact != "--"; at++)
        {
            var start = arguments[at].KnownStart;
            var sign = start.IndexOf('=', StringComparison.Ordinal);
            if (arguments[at].Exact is { } exact && Names.Contains(exact) && at + 1 < arguments.Count)
            {
                effects.Add(new(EffectKind.Write, arguments[++at], IsRecursive: false));
            }
            else if (sign > 0 && Names.Contains(start[..sign]))
            {
                effects.Add(new(EffectKind.Write, Values.After(arguments[at], start[..(sign + 1)])!, IsRecursive: false));
            }
            else if (start is ['-', 'o', '/', ..])
            {
                effects.Add(new(EffectKind.Write, Values.After(arguments[at], "-o")!, IsRecursive: false));
            }
        }
    }

    /// <summary>The argument behind one of some words; null where there is none.</summary>
    public static Value? Behind(IReadOnlyList<Value> arguments, params ReadOnlySpan<string> words)
    {
        for (var at = 0; at < arguments.Count - 1; at++)
        {
            if (arguments[at].Exact is { } word && words.Contains(word))
            {
                return arguments[at + 1];
            }
        }

        return null;
    }
}
