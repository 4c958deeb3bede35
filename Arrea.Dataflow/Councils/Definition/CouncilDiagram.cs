using System.Globalization;
using System.Text;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Definition;

/// <summary>Draws a council in Mermaid: the rounds in their order, and who takes part.</summary>
public static class CouncilDiagram
{
    private const int Longest = 80;

    /// <summary>Draws a council.</summary>
    /// <param name="council">The council, valid or not.</param>
    /// <returns>A flowchart. Members are shown by id, councils that are members by name, and never a model, a role or a prompt. No name can be anything but text in it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="council"/> is null.</exception>
    public static string Of(CouncilSpec council)
    {
        ArgumentNullException.ThrowIfNull(council);
        var text = new StringBuilder("flowchart TD\n  input([\"input\"])\n");
        var before = "input";
        for (var index = 0; index < council.Rounds.Count; index++)
        {
            var round = council.Rounds[index];
            IReadOnlyList<MemberSpec> members = IsChairs(round) ? council.Chair is null ? [] : [council.Chair] : council.Members;
            before = Draw(text, before, index, TitleOf(round), members);
        }

        if (council.Chair is { } chair && !(council.Rounds.Count > 0 && IsChairs(council.Rounds[^1])))
        {
            before = Draw(text, before, council.Rounds.Count, RoundTypes.Synthesis, [chair]);
        }

        return text.Append("  answer([\"answer\"])\n").Append(CultureInfo.InvariantCulture, $"  {before} --> answer\n").ToString();
    }

    private static string Draw(StringBuilder text, string before, int index, string title, IReadOnlyList<MemberSpec> members)
    {
        // Only these names, which are numbers, stand outside of quotes.
        text.Append(CultureInfo.InvariantCulture, $"  subgraph r{index}[\"{index + 1}: {title}\"]\n");
        for (var member = 0; member < members.Count; member++)
        {
            var (id, sub) = (Escape(members[member].Id), members[member].SubCouncil);
            text.Append(CultureInfo.InvariantCulture, $"    r{index}m{member}").Append(sub is null ? $"[\"{id}\"]" : $"[[\"{id}: {Escape(sub)}\"]]").Append('\n');
        }

        text.Append("  end\n").Append(CultureInfo.InvariantCulture, $"  {before} --> r{index}\n");
        return $"r{index}";
    }

    private static bool IsChairs(RoundSpec round) => round.Type is RoundTypes.Synthesis or RoundTypes.WeightedSynthesis;

    private static string TitleOf(RoundSpec round)
    {
        var title = new StringBuilder(Escape(round.Type));
        for (var (outer, inner, depth) = (round, round.Wrap, 0); inner is not null && depth < 8; (outer, inner, depth) = (inner, inner.Wrap, depth + 1))
        {
            title.Append(CultureInfo.InvariantCulture, $" {outer.MaxIterations} × {Escape(inner.Type)}");
        }

        return title.ToString();
    }

    // What is not plainly a word becomes an entity code, so that nothing ends the quotes, opens a tag or begins a directive.
    private static string Escape(string name)
    {
        var escaped = new StringBuilder();
        var length = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (length++ == Longest)
            {
                escaped.Append('…');
                break;
            }

            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' or '.')
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{(VisibleName.IsVisible(rune) ? rune.Value : 0xFFFD)};");
            }
        }

        return escaped.Length == 0 ? "#65533;" : escaped.ToString();
    }
}
