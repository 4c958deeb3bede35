namespace Arrea.Dataflow.Councils.Keys;

/// <summary>Where something stands in the JSON of a council. As a text it is a path: <c>members[1].profile</c>.</summary>
internal sealed class JsonPlace
{
    private readonly JsonPlace? _outer;
    private readonly string? _key;
    private readonly int _index;

    private JsonPlace(JsonPlace? outer, string? key, int index)
    {
        _outer = outer;
        _key = key;
        _index = index;
    }

    /// <summary>The whole text.</summary>
    public static JsonPlace Root { get; } = new(null, null, 0);

    public JsonPlace this[string key] => new(this, key, 0);

    public JsonPlace this[int index] => new(this, null, index);

    /// <summary>The steps from the root to here: a key, or an index where the key is null.</summary>
    public IReadOnlyList<(string? Key, int Index)> Steps
    {
        get
        {
            var steps = new List<(string? Key, int Index)>();
            for (var place = this; place._outer is not null; place = place._outer)
            {
                steps.Add((place._key, place._index));
            }

            steps.Reverse();
            return steps;
        }
    }

    /// <summary>The path; <c>$</c> for the whole text.</summary>
    public override string ToString() => TextOf(Steps);

    public static string TextOf(IEnumerable<(string? Key, int Index)> steps)
    {
        var path = string.Concat(steps.Select(static step => step.Key switch
        {
            null => $"[{step.Index}]",
            { } key when key.Length > 0 && key.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '-') => "." + VisibleName.Of(key),
            { } key => $"[\"{VisibleName.Of(key)}\"]",
        }));
        return path.Length == 0 ? "$" : path.TrimStart('.');
    }
}
