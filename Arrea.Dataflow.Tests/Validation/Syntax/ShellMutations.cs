namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Texts that are nearly shell: fragments with characters and pieces of others put in, taken out and exchanged.</summary>
internal static class ShellMutations
{
    private const string Characters = " \n;&|()<>$`\"'\\{}[]!#=*?@+-:/%^,~1ax";

    // What a file for a real shell had better not hold.
    private const string StrangeCharacters = Characters + "\t\0\ré“\ud83d";

    /// <summary>An endless row; the same for the same seed.</summary>
    public static IEnumerable<string> From(int seed, int maxChanges, bool areStrange)
    {
        var random = new Random(seed);
        var characters = areStrange ? StrangeCharacters : Characters;
        while (true)
        {
            var text = Any(random);
            for (var changes = random.Next(1, maxChanges + 1); changes > 0; changes--)
            {
                text = Change(text, random, characters);
            }

            yield return text;
        }
    }

    private static string Any(Random random) => ShellFragments.All[random.Next(ShellFragments.All.Count)];

    private static string Change(string text, Random random, string characters)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(6))
        {
            case 0 when at < text.Length:
                return text.Remove(at, 1);
            case 1 when at + 1 < text.Length:
                return $"{text[..at]}{text[at + 1]}{text[at]}{text[(at + 2)..]}";
            case 2:
                var other = Any(random);
                var from = random.Next(other.Length);
                return text.Insert(at, other.Substring(from, random.Next(other.Length - from + 1)));
            case 3:
                return text.Insert(at, Any(random));
            case 4 when characters == StrangeCharacters:
                return text[..at];
            default:
                return text.Insert(at, characters[random.Next(characters.Length)].ToString());
        }
    }
}
