using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>The commands whose effects a row of the table cannot tell.</summary>
internal static class SpecialEffects
{
    private static readonly HashSet<string> Names =
        [
        "cmake", "rclone", "docker", "podman", "nerdctl", "dpkg", "dpkg-deb", "find", "tar", "wget", "wget2", "unzip", "unrar", "7z", "7za", "dd", "dcfldd", "dc3dd", "perl", "ruby",
        "install", "rsync", "scp", "sftp", "curl", "gio", "go", "ffmpeg", "openssl", "unsquashfs", "partclone.ext4", "partclone.restore", "cpio", "jar", "gzip", "bzip2", "xz", "lzma", "pigz", "7zr",
    ];

    /// <summary>Whether it is one of those that no row of the table is about.</summary>
    public static bool Knows(string name) => Names.Contains(name) || ToolEffects.Knows(name);

    /// <summary>What the command does to files; null where the table knows better.</summary>
    public static IReadOnlyList<Effect>? Of(string name, IReadOnlyList<Value> arguments, CommandLine line) => name switch
    {
        "dd" or "dcfldd" or "dc3dd" => OfDd(arguments),
        "cmake" => line.Has("-E") ? OfCMake(line) : [],
        "rclone" => OfRclone(line),
        "docker" or "podman" or "nerdctl" => OfContainer(line),
        "cpio" when line.Has("-i", "--extract") => [new(EffectKind.Write, line.ValueOf("-D", "--directory") ?? Value.Here, IsRecursive: true)],
        "cpio" when line.Has("-p", "--pass-through") && line.Operands.Count > 0 => [new(EffectKind.Write, line.Operands[^1], IsRecursive: true)],
        "dpkg" or "dpkg-deb" when line.Has("-x", "-X", "--extract", "--vextract") && line.Operands.Count > 0 => [new(EffectKind.Write, line.Operands[^1], IsRecursive: true)],
        "find" => FindEffects.Of(arguments),
        "gzip" or "bzip2" or "xz" or "lzma" or "pigz" => OfPacker(line),
        "go" when line.Operands is [{ Exact: "build" }, ..] => OutputOf(arguments, "-o"),
        "partclone.ext4" or "partclone.restore" => OutputOf(arguments, "-o"),
        "openssl" => [.. OutputOf(arguments, "-out"), .. OutputOf(arguments, "-in").Select(static effect => effect with { Kind = EffectKind.Read })],
        "ffmpeg" => [.. arguments.TakeLast(1).Select(static path => new Effect(EffectKind.Write, path, IsRecursive: false))],
        "install" when line.Has("-d", "--directory") => line.Has("-m", "--mode", "-o", "--owner", "-g", "--group") ? [.. line.Operands.Select(static path => new Effect(EffectKind.Permission, path, IsRecursive: false))] : [],
        "rsync" => OfRsync(line),
        "scp" or "sftp" => OfScp(line),
        "tar" => OfTar(line),
        "unzip" or "unrar" => OfUnpacking(line),
        "7z" or "7za" or "7zr" => OfSevenZip(arguments, line),
        "curl" => OfCurl(line),
        "wget" or "wget2" => OfWget(line),
        _ when ToolEffects.Knows(name) => ToolEffects.Of(name, arguments, line),
        "nc" or "ncat" or "netcat" or "telnet" => [],
        _ => null,
    };

    // gzip x puts x.gz in the place of x.
    private static List<Effect> OfPacker(CommandLine line)
    {
        var kind = line.Has("-c", "--stdout", "-k", "--keep", "-t", "--test", "-l", "--list") ? EffectKind.Copy : EffectKind.Delete;
        return [.. line.Operands.SelectMany(path => new[] { new Effect(EffectKind.Copy, path, IsRecursive: false), new Effect(kind, path, IsRecursive: false) })];
    }

    // The word behind an option of which no table knows that it takes one.
    private static List<Effect> OutputOf(IReadOnlyList<Value> arguments, string option)
        => [.. arguments.Zip(arguments.Skip(1)).Where(pair => pair.First.Exact == option).Select(static pair => new Effect(EffectKind.Write, pair.Second, IsRecursive: false))];

    private static List<Effect> OfDd(IReadOnlyList<Value> arguments)
    {
        var effects = new List<Effect>();
        foreach (var argument in arguments)
        {
            if ((Values.After(argument, "of=") ?? Values.After(argument, "wipe=") ?? Values.After(argument, "hof=")) is { } output)
            {
                effects.Add(new(EffectKind.Write, output, IsRecursive: false));
            }
            else if (Values.After(argument, "if=") is { } input)
            {
                effects.Add(new(EffectKind.Read, input, IsRecursive: false));
            }
        }

        return effects;
    }

    // cmake -E rm -rf x: a little shell of its own.
    private static List<Effect> OfCMake(CommandLine line)
    {
        var words = line.Options.Where(static option => option.Name == "-E" && option.Value is not null).Select(static option => option.Value!).Concat(line.Operands).ToList();
        return words.Count == 0 || words[0].Exact is not ("rm" or "remove" or "remove_directory") ? []
            : [.. words.Skip(1).Select(static path => new Effect(EffectKind.Delete, path, IsRecursive: true))];
    }

    private static List<Effect> OfRclone(CommandLine line)
        => line.Operands is [{ Exact: "sync" or "move" }, _, var target, ..] && !IsRemote(target)
            ? [new(EffectKind.Delete, target, IsRecursive: true)]
            : [];

    private static List<Effect> OfContainer(CommandLine line)
        => [.. line.Options.Where(static option => option.Name is "-v" or "--volume" && option.Value is not null)
            .Select(static option => new Effect(EffectKind.Mount, Values.Before(option.Value!, ':'), IsRecursive: true))];

    private static List<Effect> OfRsync(CommandLine line)
    {
        var effects = new List<Effect>();
        var operands = line.Operands;
        if (operands.Count < 2)
        {
            return effects;
        }

        var target = operands[^1];
        var isRemote = operands.Any(IsRemote);
        var isMoved = line.Has("--remove-source-files");
        foreach (var source in operands.SkipLast(1))
        {
            effects.Add(new(isRemote ? EffectKind.Send : EffectKind.Copy, source, IsRecursive: true));
            if (isMoved)
            {
                effects.Add(new(EffectKind.Delete, source, IsRecursive: true));
            }
        }

        if (line.Options.Any(static option => option.Name is "--del" || option.Name.StartsWith("--delete", StringComparison.Ordinal)))
        {
            // On another machine too: the path behind the colon is what loses its files.
            effects.AddRange(OfMirror(target));
        }

        effects.AddRange(OfTarget(target));
        effects.AddRange(line.Options.Where(static option => option.Value is not null && option.Name is "--log-file" or "--backup-dir" or "--partial-dir" or "-T" or "--temp-dir").Select(static option => new Effect(EffectKind.Write, option.Value!, IsRecursive: false)));
        return effects;
    }

    // A named folder of another machine is what a mirror is for. Its root, or one of its top folders, is not.
    private static IEnumerable<Effect> OfMirror(Value target)
    {
        var path = IsRemote(target) ? Values.AfterFirst(target, ':')! : target;
        var isNamed = IsRemote(target) && path.ToString().Trim('/').Contains('/', StringComparison.Ordinal);
        return isNamed ? [] : [new(EffectKind.Delete, path, IsRecursive: true)];
    }

    private static List<Effect> OfScp(CommandLine line)
    {
        var operands = line.Operands;
        var effects = new List<Effect>();
        var isRemote = operands.Any(IsRemote);
        foreach (var source in operands.SkipLast(1).Where(static operand => !IsRemote(operand)))
        {
            effects.Add(new(isRemote ? EffectKind.Send : EffectKind.Copy, source, IsRecursive: true));
        }

        if (operands.Count > 1)
        {
            effects.AddRange(OfTarget(operands[^1]));
        }

        return effects;
    }

    // On another machine, what belongs to the system there is not this one's. A path without a slash in front lies in the home directory: host:.ssh/authorized_keys.
    private static IEnumerable<Effect> OfTarget(Value target)
    {
        if (!IsRemote(target))
        {
            return [new(EffectKind.Write, target, IsRecursive: true)];
        }

        var path = Values.AfterFirst(target, ':')!;
        return path.KnownStart is [not '/', ..]
            ? [new(EffectKind.Write, new([new(PieceKind.Home, ""), Piece.Literal("/"), .. path.Pieces], target.Span), IsRecursive: false)]
            : [];
    }

    private static bool IsRemote(Value operand)
    {
        var start = operand.KnownStart;
        var colon = start.IndexOf(':', StringComparison.Ordinal);
        var slash = start.IndexOf('/', StringComparison.Ordinal);
        return colon > 0 && (slash < 0 || colon < slash);
    }

    private static List<Effect> OfTar(CommandLine line)
    {
        var effects = new List<Effect>();
        if (line.Has("-x", "--extract", "--get"))
        {
            if (line.Has("-P", "--absolute-names"))
            {
                // The archive decides where it writes.
                effects.Add(new(EffectKind.Write, Value.Of("/", 0..0), IsRecursive: true));
            }

            effects.Add(new(EffectKind.Write, line.ValueOf("-C", "--directory", "--cd") ?? Value.Here, IsRecursive: true));
            return effects;
        }

        if (line.Has("-c", "--create", "-r", "--append", "-u", "--update"))
        {
            var removes = line.Has("--remove-files");
            foreach (var operand in line.Operands)
            {
                effects.Add(new(EffectKind.Read, operand, IsRecursive: true));
                if (removes)
                {
                    effects.Add(new(EffectKind.Delete, operand, IsRecursive: true));
                }
            }

            if (line.ValueOf("-f", "--file") is { } archive)
            {
                effects.Add(new(EffectKind.Write, archive, IsRecursive: false));
            }
        }

        return effects;
    }

    private static List<Effect> OfUnpacking(CommandLine line)
        => line.Has("-l", "-t", "-Z", "-v", "-p") ? [] : [new(EffectKind.Write, line.ValueOf("-d") ?? Value.Here, IsRecursive: true)];

    // 7z x a.7z -o/srv: the folder follows the letter at once.
    private static List<Effect> OfSevenZip(IReadOnlyList<Value> arguments, CommandLine line) => line.Operands switch
    {
        [{ Exact: "a" or "u" }, var archive, ..] => [new(EffectKind.Write, archive, IsRecursive: false), .. line.Operands.Skip(2).Select(static file => new Effect(EffectKind.Copy, file, IsRecursive: true))],
        [{ Exact: "x" or "e" }, ..] => [.. arguments.Select(static argument => Values.After(argument, "-o")).OfType<Value>().Select(static folder => new Effect(EffectKind.Write, folder, IsRecursive: true))],
        _ => [],
    };

    private static List<Effect> OfCurl(CommandLine line)
    {
        var effects = new List<Effect>();
        foreach (var (name, value, _) in line.Options)
        {
            if (value is null)
            {
                continue;
            }

            var (kind, path) = name switch
            {
                "-o" or "--output" or "-D" or "--dump-header" or "-c" or "--cookie-jar" or "--output-dir" or "--trace" or "--trace-ascii" or "--stderr" or "--etag-save" or "--libcurl" or "--hsts" or "--alt-svc" => (EffectKind.Write, value),
                "-T" or "--upload-file" => (EffectKind.Send, value),
                "-d" or "--data" or "--data-ascii" or "--data-binary" or "--json" => (EffectKind.Send, Values.After(value, "@")),
                "--data-urlencode" or "--url-query" => (EffectKind.Send, Values.AfterFirst(value, '@')),
                "-F" or "--form" => (EffectKind.Send, Values.AfterFirst(value, '@') ?? Values.AfterFirst(value, '<')),
                "-H" or "--header" => (EffectKind.Send, Values.After(value, "@")),
                _ => (EffectKind.Read, null),
            };
            if (path is not null)
            {
                effects.Add(new(kind, path, IsRecursive: false));
            }
        }

        effects.AddRange(OfFileAddresses(line));
        return effects;
    }

    private static IEnumerable<Effect> OfFileAddresses(CommandLine line)
        => line.Operands.Select(static operand => Values.After(operand, "file://")).OfType<Value>().Select(static path => new Effect(EffectKind.Read, path, IsRecursive: false));

    private static List<Effect> OfWget(CommandLine line)
    {
        var effects = new List<Effect>();
        effects.AddRange(line.Operands.Select(static operand => Values.After(operand, "file://")).OfType<Value>().Select(static path => new Effect(EffectKind.Read, path, IsRecursive: false)));
        foreach (var (name, value, _) in line.Options)
        {
            if (value is not null && name is "-O" or "--output-document" or "-o" or "--output-file" or "-a" or "--append-output" or "-P" or "--directory-prefix")
            {
                effects.Add(new(EffectKind.Write, value!, IsRecursive: false));
            }
            else if (value is not null && name is "--post-file" or "--body-file")
            {
                effects.Add(new(EffectKind.Send, value!, IsRecursive: false));
            }
        }

        effects.AddRange(OfFileAddresses(line));
        return effects;
    }
}
