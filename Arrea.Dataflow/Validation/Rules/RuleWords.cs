using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;
using System.Text;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Rules.Effects;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>The words of the language of conditions, and what they mean.</summary>
internal static class RuleWords
{
    private static readonly Dictionary<string, PathKinds> Kinds = WordsOf<PathKinds>();
    private static readonly Dictionary<string, EffectKind> Effects = WordsOf<EffectKind>();
    private static readonly Dictionary<string, Origins> Sources = WordsOf<Origins>();

    public static ReadOnlyCollection<string> Checked(IReadOnlyList<string> value, [CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value, property);
        return value.Count == 0 ? ReadOnlyCollection<string>.Empty : value.Any(string.IsNullOrWhiteSpace)
            ? throw new ArgumentException($"{property} holds an empty word.", property)
            : Array.AsReadOnly(value.ToArray());
    }

    public static ReadOnlyCollection<string> CheckedPaths(IReadOnlyList<string> value, [CallerMemberName] string property = "") => Known(value, Kinds, property);

    public static ReadOnlyCollection<string> CheckedEffects(IReadOnlyList<string> value, [CallerMemberName] string property = "") => Known(value, Effects, property);

    public static ReadOnlyCollection<string> CheckedOrigins(IReadOnlyList<string> value, [CallerMemberName] string property = "") => Known(value, Sources, property);

    public static PathKinds PathKindsOf(IReadOnlyList<string> words) => words.Aggregate(PathKinds.None, static (all, word) => all | Kinds[word]);

    public static Origins OriginsOf(IReadOnlyList<string> words) => words.Aggregate(Origins.None, static (all, word) => all | Sources[word]);

    /// <summary>A set of effects, one bit each.</summary>
    public static int EffectsOf(IReadOnlyList<string> words) => words.Aggregate(0, static (all, word) => all | (1 << (int)Effects[word]));

    private static ReadOnlyCollection<string> Known<T>(IReadOnlyList<string> value, Dictionary<string, T> words, string property)
    {
        foreach (var word in Checked(value, property))
        {
            if (!words.ContainsKey(word))
            {
                throw new ArgumentException($"{property} holds '{word}'; the words are {string.Join(", ", words.Keys)}.", property);
            }
        }

        return Checked(value, property);
    }

    private static Dictionary<string, T> WordsOf<T>()
        where T : struct, Enum
        => Enum.GetValues<T>().Where(static value => value.ToString() != "None").ToDictionary(static value => SnakeCase(value.ToString()), StringComparer.Ordinal);

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            text.Append(text.Length > 0 && char.IsUpper(c) ? "_" : "").Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
