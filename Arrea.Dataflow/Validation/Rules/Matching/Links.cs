using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules.Effects;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>The symbolic links that the text itself has made: <c>ln -s / x; rm -rf x/*</c>.</summary>
internal sealed class Links
{
    private const int Most = 32;
    private readonly Dictionary<string, Value> _targets = new(StringComparer.Ordinal);

    /// <summary>Keeps what a run of <c>ln</c> makes.</summary>
    public void Add(CommandLine line)
    {
        if (line.Has("-s", "--symbolic") && line.Operands is [var target, { Exact: { Length: > 0 } name }] && !name.Contains('/', StringComparison.Ordinal) && _targets.Count < Most)
        {
            _targets[name] = target;
        }
    }

    /// <summary>A path with the link at its beginning followed; the path itself where there is none.</summary>
    public Value Followed(Value path) => Rest(path) is { } found ? found.Target : path;

    /// <summary>What an effect reaches through a link; null where it reaches none. Deleting the link itself deletes nothing else.</summary>
    public Value? Target(Effect effect, Invocation invocation)
    {
        if (_targets.Count == 0)
        {
            return null;
        }

        if (Rest(effect.Path) is { } found)
        {
            return effect.Kind is EffectKind.Delete or EffectKind.Move && !found.IsBehind ? null : found.Target;
        }

        return Rest(invocation.Directory) is { } folder && effect.Path.KnownStart is not ['/', ..] && effect.Path.Pieces is not [{ Kind: PieceKind.Home }, ..]
            ? new([.. folder.Target.Pieces, Piece.Literal("/"), .. effect.Path.Pieces], effect.Path.Span)
            : null;
    }

    private (Value Target, bool IsBehind)? Rest(Value path)
    {
        if (_targets.Count == 0)
        {
            return null;
        }

        var start = path.KnownStart.StartsWith("./", StringComparison.Ordinal) ? path.KnownStart[2..] : path.KnownStart;
        var slash = start.IndexOf('/', StringComparison.Ordinal);
        if (!_targets.TryGetValue(slash < 0 ? start : start[..slash], out var target) || (slash < 0 && path.Pieces.Count > 1))
        {
            return null;
        }

        return slash < 0 ? (target, false) : (new([.. target.Pieces, Piece.Literal(start[slash..]), .. path.Pieces.Skip(1)], path.Span), true);
    }
}
