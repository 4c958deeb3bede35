using System.Globalization;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Expands <c>{a,b}</c> and <c>{1..5}</c> in a word, before anything else is done to it.</summary>
internal sealed class BraceExpansion
{
    private const int MostWords = 512;
    private const int Deepest = 20;
    private const long Largest = 1L << 40;

    private readonly StepBudget _budget;

    private BraceExpansion(StepBudget budget) => _budget = budget;

    /// <summary>The words that a word stands for; only itself where it has no braces.</summary>
    public static IReadOnlyList<IReadOnlyList<WordPart>> Expand(Word word, StepBudget budget)
    {
        var hasBraces = false;
        foreach (var part in word.Parts)
        {
            hasBraces |= part is LiteralText { Quoting: Quoting.None } literal && literal.Text.Contains('{');
        }

        return hasBraces ? new BraceExpansion(budget).Expand(word) : [word.Parts];
    }

    private List<IReadOnlyList<WordPart>> Expand(Word word)
    {
        var atoms = new List<Atom>();
        foreach (var part in word.Parts)
        {
            if (part is LiteralText { Quoting: Quoting.None } literal)
            {
                foreach (var character in literal.Text)
                {
                    atoms.Add(new(character, null));
                }
            }
            else
            {
                atoms.Add(new(default, part));
            }
        }

        if (!_budget.SpendText((long)atoms.Count * 4))
        {
            return [word.Parts];
        }

        var all = new List<IReadOnlyList<WordPart>>();
        foreach (var one in Expand(atoms, 0))
        {
            all.Add(Parts(one, word.Span));
        }

        return all;
    }

    private List<List<Atom>> Expand(List<Atom> atoms, int depth)
    {
        for (var open = 0; open < atoms.Count; open++)
        {
            // What goes too deep is left as it stands, and the budget tells.
            if (atoms[open].Character != '{' || !_budget.SpendText(atoms.Count))
            {
                continue;
            }

            if (depth > Deepest)
            {
                _budget.GiveUp();
                break;
            }

            if (Alternatives(atoms, open, out var close) is not { } alternatives)
            {
                continue;
            }

            var tails = Expand(atoms[(close + 1)..], depth + 1);
            var all = new List<List<Atom>>();
            foreach (var alternative in alternatives)
            {
                foreach (var middle in Expand(alternative, depth + 1))
                {
                    foreach (var tail in tails)
                    {
                        if (all.Count >= MostWords || !_budget.SpendText((long)(open + middle.Count + tail.Count) * 8))
                        {
                            _budget.GiveUp();
                            return [atoms];
                        }

                        all.Add([.. atoms[..open], .. middle, .. tail]);
                    }
                }
            }

            return all;
        }

        return [atoms];
    }

    private List<List<Atom>>? Alternatives(List<Atom> atoms, int open, out int close)
    {
        var depth = 0;
        var from = open + 1;
        var parts = new List<List<Atom>>();
        for (close = open; close < atoms.Count; close++)
        {
            switch (atoms[close].Character)
            {
                case '{':
                    depth++;
                    break;
                case ',' when depth == 1:
                    parts.Add(atoms[from..close]);
                    from = close + 1;
                    break;
                case '}' when --depth == 0:
                    if (parts.Count > 0)
                    {
                        parts.Add(atoms[from..close]);
                        return parts;
                    }

                    return Sequence(atoms[from..close]);
            }
        }

        return null;
    }

    /// <summary><c>1..5</c>, <c>a..e..2</c>; null where it is not one.</summary>
    private List<List<Atom>>? Sequence(List<Atom> atoms)
    {
        if (atoms.Count > 40 || atoms.Exists(static atom => atom.Part is not null))
        {
            return null;
        }

        var parts = string.Concat(atoms.ConvertAll(static atom => atom.Character)).Split("..");
        if (parts.Length is not (2 or 3))
        {
            return null;
        }

        var step = 1L;
        if (parts.Length == 3 && !long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step))
        {
            return null;
        }

        step = step is 0 or <= -Largest or >= Largest ? 1 : Math.Abs(step);
        var isNumeric = TryNumber(parts[0], out var first) & TryNumber(parts[1], out var last);
        if (!isNumeric)
        {
            if (parts[0].Length != 1 || parts[1].Length != 1 || !char.IsAsciiLetter(parts[0][0]) || !char.IsAsciiLetter(parts[1][0]))
            {
                return null;
            }

            (first, last) = (parts[0][0], parts[1][0]);
        }

        var width = isNumeric && (HasZero(parts[0]) || HasZero(parts[1])) ? Math.Max(parts[0].Length, parts[1].Length) : 0;
        var all = new List<List<Atom>>();
        for (var at = first; first <= last ? at <= last : at >= last; at += first <= last ? step : -step)
        {
            if (all.Count >= MostWords || !_budget.Spend())
            {
                _budget.GiveUp();
                return null;
            }

            var text = isNumeric ? Padded(at, width) : ((char)at).ToString();
            all.Add([.. text.Select(static character => new Atom(character, null))]);
        }

        return all;

        static bool TryNumber(string text, out long number)
            => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number is > -Largest and < Largest;

        static bool HasZero(string text) => text.TrimStart('-', '+') is ['0', _, ..];

        static string Padded(long number, int width)
        {
            var digits = Math.Abs(number).ToString(CultureInfo.InvariantCulture);
            return number < 0 ? "-" + digits.PadLeft(Math.Max(0, width - 1), '0') : digits.PadLeft(width, '0');
        }
    }

    private static List<WordPart> Parts(List<Atom> atoms, Range span)
    {
        var parts = new List<WordPart>();
        var text = new System.Text.StringBuilder();
        foreach (var atom in atoms)
        {
            if (atom.Part is null)
            {
                text.Append(atom.Character);
                continue;
            }

            Flush();
            parts.Add(atom.Part);
        }

        Flush();
        return parts;

        void Flush()
        {
            if (text.Length > 0 && parts is [.., ParameterExpansion { IsQuoted: false } last] && Longer(last, text.ToString()) is { } longer)
            {
                text.Remove(0, longer.Name.Length - last.Name.Length);
                parts[^1] = longer;
            }

            if (text.Length > 0)
            {
                parts.Add(new LiteralText(span, text.ToString(), Quoting.None));
                text.Clear();
            }
        }
    }

    /// <summary>Braces come before variables: <c>$a{b,c}</c> is <c>$ab $ac</c>.</summary>
    private static ParameterExpansion? Longer(ParameterExpansion parameter, string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        var written = parameter.Span.End.Value - parameter.Span.Start.Value;
        var isName = parameter.Name.Length > 0 && (char.IsAsciiLetter(parameter.Name[0]) || parameter.Name[0] == '_');
        return length == 0 || !isName || written != parameter.Name.Length + 1
            ? null
            : new(parameter.Span, false, parameter.Name + text[..length], null, "", null, null, isLength: false, isIndirect: false);
    }

    /// <summary>A character without quotes, or a part that braces do not look into.</summary>
    private readonly record struct Atom(char Character, WordPart? Part);
}
