using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Rules.Effects;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>A command as the conditions see it. What a condition asks for is worked out once.</summary>
internal sealed class CommandSubject(Invocation invocation, string name)
{
    private CommandLine? _line;
    private IReadOnlyList<(Effect Effect, PathKinds Kinds)>? _effects;
    private PathKinds[]? _operands;
    private HashSet<string>? _written;
    private Dictionary<Value, PathKinds>? _paths;

    public Invocation Invocation => invocation;

    public string Name => name;

    public CommandLine Line => _line ??= name switch
    {
        "kill" => KillLine.Of(Invocation.Arguments),
        "pkill" or "pgrep" => KillLine.OfPattern(CommandLineParser.Parse(name, Invocation.Arguments)),
        _ => CommandLineParser.Parse(name, Invocation.Arguments),
    };

    public IReadOnlyList<(Effect Effect, PathKinds Kinds)> Effects
        => _effects ??= !EffectsOf.Knows(name, Invocation.Arguments) ? []
            : [.. EffectsOf.Command(name, Invocation.Arguments, Line).Concat(InputEffects.Of(name, Invocation.Input)).Concat(ConsoleEffects.Of(name, Line, Invocation.Input))
                .Select(effect => (effect, KindsOf(effect)))];

    public PathKinds[] Operands => _operands ??= [.. Line.Operands.Select(KindsOf)];

    /// <summary>Whether it only tells how it is used.</summary>
    public bool AsksForHelp => AsksFor("--help") || AsksFor("-help") || (name is "aws" or "gcloud" && Line.Operands is [_, { Exact: "help" }] or [_, _, { Exact: "help" }]);

    /// <summary>
    /// Whether an option that makes a command only tell of itself comes first, or behind nothing but subcommands: <c>terraform destroy --help</c>.
    /// Further back it may be the value of another option, or belong to a command that this one runs.
    /// </summary>
    public bool AsksFor(string option)
    {
        foreach (var argument in Invocation.Arguments)
        {
            if (argument.Exact == option)
            {
                return !Line.Operands.Contains(argument) && !Line.Options.Any(given => ReferenceEquals(given.Value, argument));
            }

            if (argument.Exact is not [>= 'a' and <= 'z', ..])
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether an option is given, by what is known of the command or as it is written.</summary>
    /// <param name="option">The option, as a condition names it.</param>
    /// <param name="comparison">How letters are compared.</param>
    public bool HasOption(string option, StringComparison comparison = StringComparison.Ordinal)
    {
        var sign = option.IndexOf('=', StringComparison.Ordinal);
        return sign < 0 || sign == option.Length - 1
            ? Line.Options.Any(given => given.Name.Equals(option, comparison)) || IsWritten(option, comparison)
            : (Line.ValueOf(option[..sign]) is { } value && Glob.Fits([option[(sign + 1)..]], value, comparison)) || IsWritten(option, comparison);
    }

    // A path that is given many times is judged once.
    private PathKinds KindsOf(Value path)
    {
        _paths ??= new(SameText.Instance);
        if (!_paths.TryGetValue(path, out var kinds))
        {
            _paths[path] = kinds = PathJudge.Of(path, Invocation.Directory);
        }

        return kinds;
    }

    private PathKinds KindsOf(Effect effect)
    {
        var kinds = KindsOf(effect.Path);
        return effect.Kind == EffectKind.Move && (kinds & PathKinds.WorkingDirectory) != 0 && RenamesInPlace() ? kinds & ~PathKinds.WorkingDirectory : kinds;
    }

    // mv "$f" "${f// /_}" for each file: the new name is made out of the old one, and stays where that was.
    private bool RenamesInPlace()
    {
        if (Line.Operands is not [{ Pieces: [.., { Kind: PieceKind.Glob }] }, var target] || Line.Has("-t", "--target-directory"))
        {
            return false;
        }

        var kinds = KindsOf(target);
        return target.Pieces.Any(static piece => piece.Kind == PieceKind.Glob) ? (kinds & ~(PathKinds.Relative | PathKinds.WorkingDirectory)) == 0 && target.Pieces.Count > 1
            : target.Pieces is [.., { Kind: PieceKind.Unknown }] or [{ Kind: PieceKind.Unknown }, ..] && (target.Origins & Origins.Outside) == 0 && target.KnownStart is not ['/' or '.', ..] && !target.Pieces.Any(static piece => piece.Kind == PieceKind.Home);
    }

    private bool IsWritten(string option, StringComparison comparison)
    {
        foreach (var start in _written ??= Written())
        {
            if (option.Contains('*', StringComparison.Ordinal)
                ? Glob.Fits(option, start, comparison: comparison)
                : start.StartsWith(option, comparison) && (start.Length == option.Length || start[option.Length] == '='))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How the options begin, as they are written, up to <c>--</c>. What belongs to another command is none.</summary>
    private HashSet<string> Written()
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        var operands = new HashSet<Value>(Line.Operands, ReferenceEqualityComparer.Instance);
        foreach (var argument in Invocation.Arguments)
        {
            if (argument.KnownStart is ['-', ..] start && (start == "--" || !operands.Contains(argument)))
            {
                written.Add(start);
                if (start == "--")
                {
                    break;
                }
            }
        }

        return written;
    }

    /// <summary>Values are the same where their pieces are, wherever they are written.</summary>
    private sealed class SameText : IEqualityComparer<Value>
    {
        public static readonly SameText Instance = new();

        public bool Equals(Value? x, Value? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Values.AreSame(x, y));

        public int GetHashCode(Value obj)
        {
            var hash = default(HashCode);
            for (var at = 0; at < obj.Pieces.Count; at++)
            {
                hash.Add(obj.Pieces[at].Text, StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
