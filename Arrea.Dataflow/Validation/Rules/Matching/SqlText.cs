using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>Statements of SQL in what a command is given: words in lower case, without comments and quoted text.</summary>
internal static class SqlText
{
    private const int MostStatements = 200;

    /// <summary>The statements in the arguments and in the input of a command, as far as they are known.</summary>
    public static string[][] Of(CommandSubject subject)
    {
        var statements = new List<string[]>();
        foreach (var argument in subject.Line.Operands.Concat(subject.Line.Options.Select(static option => option.Value).OfType<Value>()))
        {
            Add(Known(argument), statements);
        }

        if (subject.Invocation.Input.Text is { } text)
        {
            Add(Known(text), statements);
        }

        return [.. statements];
    }

    // What is unknown in a statement stands for one word: DROP TABLE $NAME is as bad with any name.
    private static string Known(Value value) => value.Exact ?? string.Concat(value.Pieces.Select(static piece => piece.Kind == PieceKind.Text ? piece.Text : "x"));

    private static void Add(string text, List<string[]> statements)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var at = 0; at < text.Length && statements.Count < MostStatements; at++)
        {
            var c = text[at];
            if (c is '\'' && text.IndexOf('\'', at + 1) is var end and > 0)
            {
                at = end;
                word.Append('x');
            }
            else if (c is '-' && at + 1 < text.Length && text[at + 1] == '-' && word.Length == 0)
            {
                at = text.IndexOf('\n', at) is var line and >= 0 ? line : text.Length;
            }
            else if (c is '/' && at + 1 < text.Length && text[at + 1] == '*')
            {
                EndWord();
                at = text.IndexOf("*/", at, StringComparison.Ordinal) is var close and >= 0 ? close + 1 : text.Length;
            }
            else if (char.IsLetterOrDigit(c) || c is '_' or '.')
            {
                word.Append(char.ToLowerInvariant(c));
            }
            else
            {
                EndWord();
                if (c == ';')
                {
                    EndStatement();
                }
            }
        }

        EndWord();
        EndStatement();

        void EndWord()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        void EndStatement()
        {
            if (words.Count > 0)
            {
                statements.Add([.. words]);
            }

            words.Clear();
        }
    }
}

/// <summary>The beginning of a statement: <c>drop table|database</c>, and a word that it must not hold: <c>delete from !where</c>.</summary>
/// <param name="Words">The words at the beginning, each with its alternatives.</param>
/// <param name="Missing">The word that must not be there; null where none is named.</param>
internal sealed record SqlPattern(string[][] Words, string? Missing)
{
    public static SqlPattern Parse(string text)
    {
        var words = text.Split(' ');
        return new(
            [.. words.Where(static word => word[0] != '!').Select(static word => word.Split('|'))],
            Array.Find(words, static word => word[0] == '!')?[1..]);
    }

    public bool Fits(string[] statement)
    {
        // A client's own words may stand before the first one: "-c", "sql=", a prompt.
        for (var start = 0; start + Words.Length <= Math.Min(statement.Length, (Words.Length == 1 ? 0 : 2) + Words.Length); start++)
        {
            if (Words.Index().All(word => word.Item.Any(pattern => Glob.Fits(pattern, statement[start + word.Index]))))
            {
                return Missing is null || !statement.Contains(Missing) || (Missing == "where" && IsAlwaysTrue(statement));
            }
        }

        return false;
    }

    // WHERE 1=1, WHERE true, … OR 'a'='a': a condition that every row fulfils is none.
    private static bool IsAlwaysTrue(string[] statement)
    {
        var at = Math.Max(Array.LastIndexOf(statement, "where"), Array.LastIndexOf(statement, "or"));
        return statement.AsSpan(at + 1) switch
        {
            ["true" or "1"] or ["not", "false" or "0"] => true,
            [var left, var right] => left == right,
            _ => false,
        };
    }
}
