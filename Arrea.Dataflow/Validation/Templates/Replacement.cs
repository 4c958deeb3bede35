using System.Globalization;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>A replacement string of a template: <c>{}</c>, <c>{.}</c>, <c>{1}</c> …</summary>
/// <param name="Kind">What takes its place.</param>
/// <param name="Position">Which argument, from 1; 0 for all of them.</param>
/// <param name="Start">Where it begins, in the text in which it was found.</param>
/// <param name="Length">How many characters it has.</param>
internal readonly record struct Replacement(ReplacementKind Kind, int Position, int Start, int Length)
{
    private const int MostDigits = 4;

    public int End => Start + Length;

    /// <summary>Whether it stands for the number of the job or of the slot, which are digits.</summary>
    public bool IsNumber => Kind is ReplacementKind.Number or ReplacementKind.Slot;

    /// <summary>Finds all of them in a text, in order.</summary>
    public static IEnumerable<Replacement> In(string text)
    {
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            if (At(text, at) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>What takes its place for one argument.</summary>
    public string Of(string argument)
    {
        switch (Kind)
        {
            case ReplacementKind.WithoutExtension:
                return WithoutExtension(argument);
            case ReplacementKind.Name:
                return NameOf(argument);
            case ReplacementKind.Folder:
                return PathText.FolderOf(argument);
            case ReplacementKind.NameWithoutExtension:
                return WithoutExtension(NameOf(argument));
            default:
                return argument;
        }
    }

    private static Replacement? At(string text, int at)
    {
        var end = text.IndexOf('}', at);
        if (end < 0 || end - at - 1 > MostDigits)
        {
            return null;
        }

        var inside = text.AsSpan((at + 1)..end);
        var position = 0;
        var digits = inside.IndexOfAnyExceptInRange('0', '9') is var other and >= 0 ? other : inside.Length;
        if (digits > 0 && (!int.TryParse(inside[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out position) || position == 0))
        {
            return null;
        }

        ReplacementKind? kind = inside[digits..] switch
        {
            "" => ReplacementKind.Whole,
            "." => ReplacementKind.WithoutExtension,
            "/" => ReplacementKind.Name,
            "//" => ReplacementKind.Folder,
            "/." => ReplacementKind.NameWithoutExtension,
            "#" when digits == 0 => ReplacementKind.Number,
            "%" when digits == 0 => ReplacementKind.Slot,
            _ => null,
        };
        return kind is { } known ? new(known, position, at, end + 1 - at) : null;
    }

    // Of a path that ends in a slash nothing is left, unlike what basename prints.
    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static string WithoutExtension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[..dot] : path;
    }
}

/// <summary>What takes the place of a replacement string.</summary>
internal enum ReplacementKind
{
    /// <summary>The argument as it is.</summary>
    Whole,

    /// <summary>Without what follows its last dot.</summary>
    WithoutExtension,

    /// <summary>The last part of the path.</summary>
    Name,

    /// <summary>The path without its last part.</summary>
    Folder,

    /// <summary>The last part, without what follows its last dot.</summary>
    NameWithoutExtension,

    /// <summary>The number of the job, from 1.</summary>
    Number,

    /// <summary>The number of the slot that the job runs in, from 1.</summary>
    Slot,
}
