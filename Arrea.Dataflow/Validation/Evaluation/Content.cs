using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What a variable holds in one of the ways that the text may have run: a text, an array, or nothing. Immutable.</summary>
/// <param name="Elements">The elements with their keys; one of key 0 for a plain text.</param>
/// <param name="IsArray">Whether it is an array, or the positional parameters.</param>
/// <param name="IsOpen">Whether there may be more elements, and none is sure to stand where it is listed.</param>
internal sealed record Content(IReadOnlyList<Element> Elements, bool IsArray, bool IsOpen)
{
    /// <summary>Not set by this text: what the environment says.</summary>
    public static Content Environment { get; } = new([], false, true);

    /// <summary>Taken away by <c>unset</c>, or declared without a value.</summary>
    public static Content Unset { get; } = new([], false, false);

    /// <summary>The text, or the first element of an array; null where there is none.</summary>
    public Value? First => Elements.Count > 0 ? Elements[0].Value : null;

    public Origins Origins
    {
        get
        {
            var all = IsOpen ? Origins.Outside : Origins.None;
            foreach (var element in Elements)
            {
                all |= element.Value.Origins;
            }

            return all;
        }
    }

    public static Content Of(Value value) => new([new("0", value)], false, false);

    public static Content List(IReadOnlyList<Value> values, bool isOpen = false)
    {
        var elements = new Element[values.Count];
        for (var at = 0; at < elements.Length; at++)
        {
            elements[at] = new(at.ToString(CultureInfo.InvariantCulture), values[at]);
        }

        return new(elements, true, isOpen);
    }

    public Value? At(string key)
    {
        foreach (var element in Elements)
        {
            if (element.Key == key)
            {
                return element.Value;
            }
        }

        return null;
    }

    /// <summary>The key that an index stands for, which counts from the end where it is negative; null where that is not known.</summary>
    public string? KeyOf(string index)
    {
        if (index is not ['-', ..])
        {
            return index;
        }

        var end = 0L;
        foreach (var element in Elements)
        {
            if (!long.TryParse(element.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var known))
            {
                return null;
            }

            end = Math.Max(end, known + 1);
        }

        var place = long.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && !IsOpen ? end + number : -1;
        return place < 0 ? null : place.ToString(CultureInfo.InvariantCulture);
    }

    public bool IsSame(Content other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (IsArray != other.IsArray || IsOpen != other.IsOpen || Elements.Count != other.Elements.Count)
        {
            return false;
        }

        for (var at = 0; at < Elements.Count; at++)
        {
            if (Elements[at].Key != other.Elements[at].Key || !Values.AreSame(Elements[at].Value, other.Elements[at].Value))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>An element of an array.</summary>
/// <param name="Key">Its index or its key.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Element(string Key, Value Value);

/// <summary>A variable: all that it may hold. Immutable.</summary>
/// <param name="Alternatives">What it may hold, at least one, at most <see cref="Most"/>.</param>
/// <param name="IsExported">Whether programs get it.</param>
/// <param name="Attribute">What assignments do to a value, as <c>declare</c> names it: <c>i u l</c>; else a blank.</param>
internal sealed record Slot(IReadOnlyList<Content> Alternatives, bool IsExported = false, char Attribute = ' ')
{
    /// <summary>How many alternatives a variable has at most.</summary>
    public const int Most = 8;

    /// <summary>Joins what two ways of running leave in a variable.</summary>
    public static Slot Join(string name, Slot left, Slot right)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var all = new List<Content>(left.Alternatives);
        foreach (var content in right.Alternatives)
        {
            if (!all.Exists(content.IsSame))
            {
                all.Add(content);
            }
        }

        return all.Count == left.Alternatives.Count && left.IsExported == right.IsExported
            ? left
            : new(Bounded(name, all), left.IsExported | right.IsExported, left.Attribute == ' ' ? right.Attribute : left.Attribute);
    }

    /// <summary>No more alternatives than allowed: what is too many becomes one that is not known.</summary>
    public static IReadOnlyList<Content> Bounded(string name, IReadOnlyList<Content> all)
        => all.Count <= Most ? all : [Blurred(name, all)];

    /// <summary>One content for many.</summary>
    public static Content Blurred(string name, IReadOnlyList<Content> all)
    {
        foreach (var content in all)
        {
            if (content.IsArray || name == ShellState.Parameters)
            {
                return new([], true, true);
            }
        }

        return Content.Of(Blur(name, all));
    }

    /// <summary>Whether both hold the same.</summary>
    public bool IsSame(Slot other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (Alternatives.Count != other.Alternatives.Count)
        {
            return false;
        }

        foreach (var content in Alternatives)
        {
            var isThere = false;
            foreach (var candidate in other.Alternatives)
            {
                isThere |= candidate.IsSame(content);
            }

            if (!isThere)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One value for many: the beginning that all share, then nothing that is known.</summary>
    public static Value Blur(string name, IReadOnlyList<Content> all)
    {
        var origins = Origins.None;
        var start = all[0].First?.KnownStart ?? "";
        foreach (var content in all)
        {
            origins |= content.Origins;
            start = Values.SharedStart(start, content.First?.KnownStart ?? "");
        }

        var unknown = new Piece(PieceKind.Unknown, "$" + name, origins);
        return new(start.Length == 0 ? [unknown] : [Piece.Literal(start), unknown], all[0].First?.Span ?? default);
    }
}
