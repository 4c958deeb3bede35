using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>Tools whose subcommand, or module, says what they do to files.</summary>
internal static class ToolEffects
{
    private static readonly HashSet<string> Names = ["git", "gio", "jar", "unsquashfs", "python", "python3", "mutt", "neomutt", "mail", "mailx", "s-nail", "qemu-img"];

    /// <summary>Whether it is one of them. Cheap.</summary>
    public static bool Knows(string name) => Names.Contains(name);

    /// <summary>What such a tool does to files.</summary>
    public static List<Effect> Of(string name, IReadOnlyList<Value> arguments, CommandLine line)
    {
        List<Effect> effects = name switch
        {
            "git" => OfGit(arguments, line),
            "gio" when line.Operands is [{ Exact: "trash" or "remove" }, ..] => Each(EffectKind.Delete, line.Operands.Skip(1), isRecursive: true),
            "jar" when arguments is [{ KnownStart: var mode }, ..] && mode.TrimStart('-').StartsWith('x') => Each(EffectKind.Write, [OutputOptions.Behind(arguments, "-C") ?? Value.Here], isRecursive: true),
            "unsquashfs" => Each(EffectKind.Write, OutputOptions.Behind(arguments, "-d", "-dest") is { } folder ? [folder] : [], isRecursive: true),
            "qemu-img" => OfImage(line),
            "mutt" or "neomutt" or "mail" or "mailx" or "s-nail" when line.Has("-a", "-A") => Each(EffectKind.Send, Attached(line), isRecursive: false),
            "python" or "python3" when OutputOptions.Behind(arguments, "-m")?.Exact is { } module => OfModule(module, arguments),
            _ => [],
        };
        OutputOptions.Add(name, arguments, effects);
        return effects;
    }

    // Outside of what is under version control, git is a way to read any file.
    private static List<Effect> OfGit(IReadOnlyList<Value> arguments, CommandLine line) => line.Operands switch
    {
        [{ Exact: "diff" }, ..] when arguments.Any(static argument => argument.Exact == "--no-index") => Each(EffectKind.Read, line.Operands.Skip(1), isRecursive: false),
        [{ Exact: "hash-object" }, ..] => Each(EffectKind.Copy, line.Operands.Skip(1), isRecursive: false),
        [{ Exact: "apply" or "am" }, ..] => Each(EffectKind.Write, Folder(arguments, line, "--directory"), isRecursive: true),
        [{ Exact: "checkout-index" }, ..] => Each(EffectKind.Write, Folder(arguments, line, "--prefix"), isRecursive: true),
        [{ Exact: "checkout" or "reset" or "restore" or "read-tree" or "merge" or "pull" or "stash" }, ..] => Each(EffectKind.Write, Folder(arguments, line, "--work-tree"), isRecursive: true),
        [{ Exact: "clean" }, ..] => Each(EffectKind.Delete, Folder(arguments, line, "--work-tree"), isRecursive: true),
        [{ Exact: "bundle" }, { Exact: "create" }, var bundle, ..] => Each(EffectKind.Write, [bundle], isRecursive: false),
        [{ Exact: "worktree" }, { Exact: "add" }, var tree, ..] => Each(EffectKind.Write, [tree], isRecursive: true),
        _ => [],
    };

    private static IEnumerable<Value> Folder(IReadOnlyList<Value> arguments, CommandLine line, string option)
        => (line.ValueOf(option) ?? OutputOptions.Behind(arguments, option)) is { } folder ? [folder] : [];

    private static List<Effect> OfImage(CommandLine line) => line.Operands switch
    {
        [{ Exact: "create" }, ..] => Each(EffectKind.Write, line.Operands.Skip(1), isRecursive: false),
        [{ Exact: "convert" or "dd" or "resize" or "commit" }, .., var last] => Each(EffectKind.Write, [last], isRecursive: false),
        _ => [],
    };

    private static List<Effect> OfModule(string module, IReadOnlyList<Value> arguments) => module switch
    {
        "json.tool" => Each(EffectKind.Read, Behind(arguments, "json.tool").Take(1), isRecursive: false),
        "zipfile" or "tarfile" when OutputOptions.Behind(arguments, "-e", "--extract") is not null && Behind(arguments, "-e", "--extract").Skip(1).FirstOrDefault() is { } folder
            => Each(EffectKind.Write, [folder], isRecursive: true),
        "http.server" or "RangeHTTPServer" => Each(EffectKind.Send, OutputOptions.Behind(arguments, "-d", "--directory") is { } folder ? [folder] : [], isRecursive: true),
        _ => [],
    };

    private static IEnumerable<Value> Attached(CommandLine line)
        => line.Options.Where(static option => option.Name is "-a" or "-A" && option.Value is not null).Select(static option => option.Value!).Concat(line.Operands);

    private static IEnumerable<Value> Behind(IReadOnlyList<Value> arguments, params string[] words)
        => arguments.SkipWhile(argument => argument.Exact is not { } word || !words.Contains(word)).Skip(1);

    private static List<Effect> Each(EffectKind kind, IEnumerable<Value> paths, bool isRecursive) => [.. paths.Select(path => new Effect(kind, path, isRecursive))];
}
