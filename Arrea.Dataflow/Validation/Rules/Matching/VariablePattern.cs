using System.Buffers;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>A variable by name, and perhaps by value: <c>LD_*</c>, <c>NODE_OPTIONS=*--require*</c>, <c>PAGER!=cat|less</c>.</summary>
/// <param name="Name">A pattern of names.</param>
/// <param name="Values">Patterns of values; null where the value does not matter.</param>
/// <param name="IsExcept">Whether it is about all other values.</param>
/// <param name="IsLasting">Whether it counts only when it is set for what follows: <c>IFS:set</c>.</param>
internal sealed record VariablePattern(string Name, string[]? Values, bool IsExcept, bool IsLasting)
{
    private const string Lasting = ":set";
    private static readonly SearchValues<char> Special = SearchValues.Create(";|&$`(){}<>");

    public static VariablePattern Parse(string text)
    {
        var sign = text.IndexOf('=', StringComparison.Ordinal);
        var isExcept = sign > 0 && text[sign - 1] == '!';
        var name = sign < 0 ? text : text[..(isExcept ? sign - 1 : sign)];
        var isLasting = name.EndsWith(Lasting, StringComparison.Ordinal);
        return new(isLasting ? name[..^Lasting.Length] : name, sign < 0 ? null : text[(sign + 1)..].Split('|'), isExcept, isLasting);
    }

    /// <summary>Whether it is about one name only.</summary>
    public bool IsOneName => Name.AsSpan().IndexOfAny('*', '?') < 0;

    /// <summary>Whether a variable fits.</summary>
    public bool Fits(Variable variable, Value directory, bool isLasting)
        => (isLasting || !IsLasting) && Glob.Fits(Name, variable.Name) && FitsValue(variable.Value, directory);

    private bool FitsValue(Value value, Value directory)
        => Values is null || (Values switch
        {
            ["hijack"] => SearchesElsewhere(value, directory),
            ["foreign"] => IsForeign(value, directory),
            _ => FitsText(value) != IsExcept,
        });

    // What is fine may still hold another command: GIT_SSH_COMMAND='ssh -i x; …'.
    private bool FitsText(Value value) => IsExcept ? IsPlain(value) && Glob.Fits(Values!, value) : Array.Exists(Values!, pattern => Glob.Fits(pattern, value.ToString()));

    private static bool IsPlain(Value value)
        => value.Exact is not { } text || (!text.AsSpan().ContainsAny(Special) && !text.Contains("Command=", StringComparison.OrdinalIgnoreCase) && !text.Contains("Match", StringComparison.OrdinalIgnoreCase));

    // A search path is hijacked where something is in it that anybody may fill: PATH=/tmp/bin:$PATH.
    private static bool SearchesElsewhere(Value value, Value directory)
    {
        if (value.Pieces.Count == 0)
        {
            return true;
        }

        var isBehind = false;
        foreach (var entry in Entries(value))
        {
            if (entry.Pieces is [{ Kind: PieceKind.Unknown }] && IsSearchPath(entry.Pieces[0].Text))
            {
                isBehind = true;
                continue;
            }

            if (IsToolFolder(entry) || (isBehind && entry.Pieces is [{ Kind: PieceKind.Unknown }, { Kind: PieceKind.Text }, ..]))
            {
                // What stands behind the search path of before only adds names.
                continue;
            }

            var kinds = PathJudge.Of(entry, directory);
            var isOwnHome = (kinds & PathKinds.NamedHome) != PathKinds.None && entry.Pieces[0].Kind == PieceKind.Home;
            if (((kinds & PathKinds.System) == PathKinds.None && !isOwnHome) || (kinds & (PathKinds.Unknown | PathKinds.Elsewhere | PathKinds.Temporary)) != PathKinds.None)
            {
                return true;
            }
        }

        return false;
    }

    // A folder that others may fill, or that belongs neither to the work at hand nor to the system.
    private static bool IsForeign(Value value, Value directory)
        => Entries(value).Any(entry => (PathJudge.Of(entry, directory) & (PathKinds.Temporary | PathKinds.Outside | PathKinds.Elsewhere)) != PathKinds.None);

    // The folders in which package managers put the programs of a project.
    private static bool IsToolFolder(Value entry)
        => entry.Pieces is [{ Kind: PieceKind.WorkingDirectory }, { Kind: PieceKind.Text, Text: "/node_modules/.bin" or "/.venv/bin" or "/venv/bin" or "/vendor/bin" }];

    private static bool IsSearchPath(string shown) => shown.AsSpan().Trim("${}\"") is "PATH";

    private static IEnumerable<Value> Entries(Value value)
    {
        var pieces = new List<Piece>();
        foreach (var piece in value.Pieces)
        {
            if (piece.Kind != PieceKind.Text)
            {
                pieces.Add(piece);
                continue;
            }

            var parts = piece.Text.Split(':');
            for (var at = 0; at < parts.Length; at++)
            {
                if (at > 0)
                {
                    yield return new([.. pieces], value.Span);
                    pieces.Clear();
                }

                if (parts[at].Length > 0)
                {
                    pieces.Add(Piece.Literal(parts[at]));
                }
            }
        }

        yield return new([.. pieces], value.Span);
    }
}
