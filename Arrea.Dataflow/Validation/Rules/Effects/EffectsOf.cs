using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>Tells what facts do to files.</summary>
internal static class EffectsOf
{
    /// <summary>Whether anything is known of what a command does to files. Cheap.</summary>
    public static bool Knows(string name, IReadOnlyList<Value> arguments)
        => EffectTable.Of(name) is not null || SpecialEffects.Knows(name) || InputEffects.Knows(name) || ConsoleEffects.Knows(name) || OutputOptions.Has(name, arguments);

    /// <summary>What a command does to files, as far as its name and its arguments tell.</summary>
    public static IReadOnlyList<Effect> Command(string name, IReadOnlyList<Value> arguments, CommandLine line)
    {
        var effects = Direct(name, arguments, line);
        return name is "touch" or "mkdir" ? effects : [.. effects, .. effects.Where(IsOfEach).Select(static effect => effect with { Kind = EffectKind.Overwrite })];
    }

    /// <summary>What a redirection does to its file.</summary>
    public static IReadOnlyList<Effect> Redirection(Redirected redirected)
    {
        var effect = new Effect(redirected.Operator is "<" or "<&" ? EffectKind.Read : EffectKind.Write, redirected.Path, IsRecursive: false);
        return IsOfEach(effect) ? [effect, effect with { Kind = EffectKind.Overwrite }] : [effect];
    }

    // A folder cannot be written like a file, but each file in it can.
    private static bool IsOfEach(Effect effect) => effect.Kind == EffectKind.Write && effect.Path.Pieces is [.., { Kind: PieceKind.Glob }];

    private static IReadOnlyList<Effect> Direct(string name, IReadOnlyList<Value> arguments, CommandLine line)
    {
        if (SpecialEffects.Of(name, arguments, line) is { } special)
        {
            return special;
        }

        var effects = new List<Effect>();
        if (EffectTable.Of(name) is not { } row)
        {
            OutputOptions.Add(name, arguments, effects);
            AddBySuffix(name, line, effects);
            return effects;
        }

        var isRecursive = row.Recursive is ["always"] || line.Has(row.Recursive);
        foreach (var (verb, about) in row.Parts)
        {
            foreach (var path in Paths(name, about, line).Concat(Behind(about, arguments, line)))
            {
                effects.Add(new(KindOf(verb), path, isRecursive));
            }
        }

        AddBySuffix(name, line, effects);
        return effects;
    }

    private static EffectKind KindOf(string verb) => verb switch
    {
        "delete" => EffectKind.Delete,
        "write" => EffectKind.Write,
        "move" => EffectKind.Move,
        "read" => EffectKind.Read,
        "copy" => EffectKind.Copy,
        "send" => EffectKind.Send,
        "permission" => EffectKind.Permission,
        "owner" => EffectKind.Owner,
        _ => throw new InvalidOperationException($"The table of effects holds the verb '{verb}', which is none."),
    };

    private static IEnumerable<Value> Paths(string name, string[] about, CommandLine line)
    {
        if (about[0][0] == '-')
        {
            return line.Options.Where(option => option.Value is not null && about.Contains(option.Name)).Select(static option => option.Value!);
        }

        // With a target by option, or a pattern by option, every operand is a source.
        var operands = line.Operands;
        var takesTarget = name is "cp" or "mv" or "ln" or "install" && line.Has("-t", "--target-directory");
        var takesPattern = name is "grep" or "egrep" or "fgrep" or "zgrep" or "rg" or "sed" or "awk" or "jq"
            && line.Has("-e", "-f", "--regexp", "--file", "--expression", "--from-file", "--files");
        return about[0] switch
        {
            "all" => operands,
            "first" => operands.Take(1),
            "second" => operands.Skip(1).Take(1),
            "last" => takesTarget || operands.Count < 2 ? [] : operands.TakeLast(1),
            "butlast" => takesTarget ? operands : operands.SkipLast(1),
            _ => takesPattern || IsModeByOption(name, line) ? operands : operands.Skip(1),
        };
    }

    // Where no table tells that an option takes a value, that is the word behind it.
    private static IEnumerable<Value> Behind(string[] about, IReadOnlyList<Value> arguments, CommandLine line)
        => about[0][0] == '-' && !line.Options.Any(option => option.Value is not null && about.Contains(option.Name)) && OutputOptions.Behind(arguments, about) is { } path ? [path] : [];

    // chmod -x file: the mode looks like an option.
    private static bool IsModeByOption(string name, CommandLine line)
        => name == "chmod" && line.Has("-r", "-w", "-x", "-s", "-t", "-X", "--reference");

    // A file that goes into a folder keeps its name there: cp authorized_keys ~/.ssh/. An edit in place writes what it reads.
    private static void AddBySuffix(string name, CommandLine line, List<Effect> effects)
    {
        if (name == "ln" && !line.Has("-s", "--symbolic"))
        {
            // A hard link is the file itself under another name.
            effects.AddRange((line.Operands.Count > 1 && !line.Has("-t", "--target-directory") ? line.Operands.SkipLast(1) : line.Operands).Select(static path => new Effect(EffectKind.Copy, path, IsRecursive: false)));
        }

        if (name is "cp" or "mv" or "install" or "ln" && line.Operands.Count > 1)
        {
            var folder = line.Operands[^1];
            foreach (var source in line.Operands.SkipLast(1).Take(8))
            {
                if (source.Exact is { Length: > 0 } path)
                {
                    effects.Add(new(EffectKind.Write, DirectoryPath.Below(folder, Value.Of(PathText.NameOf(path), source.Span)), IsRecursive: false));
                }
            }
        }
        else if ((name == "zip" && line.Has("-m", "--move")) || (name is "zstd" or "lz4" or "brotli" && line.Has("--rm", "-j")) || (name == "rar" && line.Operands is [{ Exact: "m" or "mf" }, ..]))
        {
            // What is packed is gone from its place.
            var isRecursive = name == "rar" || line.Has("-r", "-R", "--recurse-paths");
            effects.AddRange(line.Operands.Skip(name is "zip" ? 1 : name is "rar" ? 2 : 0).Select(path => new Effect(EffectKind.Delete, path, isRecursive)));
        }
        else if (name is "perl" or "ruby" && line.Options.Any(static option => option.Name is "-i" or "-pi" or "-p"))
        {
            effects.AddRange(line.Operands.Select(static path => new Effect(EffectKind.Write, path, IsRecursive: false)));
        }
        else if (name == "awk" && line.Options.Any(static option => option.Name is "-i" or "--include" && option.Value?.Exact is "inplace"))
        {
            effects.AddRange(line.Operands.Skip(1).Select(static path => new Effect(EffectKind.Write, path, IsRecursive: false)));
        }
        else if ((name == "sed" && line.Has("-i", "--in-place", "-I")) || (name == "yq" && line.Has("-i", "--inplace")))
        {
            effects.AddRange(Paths(name, ["butfirst"], line).Select(static path => new Effect(EffectKind.Write, path, IsRecursive: false)).ToList());
        }
    }
}
