using System.Text;
using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>Consoles of databases: their statements, and the commands of the console itself, name files.</summary>
internal static class ConsoleEffects
{
    private static readonly HashSet<string> Names =
        ["psql", "pgcli", "mysql", "mycli", "mariadb", "sqlite3", "sqlite", "litecli", "duckdb", "clickhouse", "clickhouse-client", "cockroach", "usql", "sqlcmd", "cqlsh"];

    // Commands of consoles that write what stands behind them.
    private static readonly HashSet<string> Writers = [".output", ".once", ".backup", ".save", ".log", ".clone", ".trace", "\\o", "\\out", "\\g", "\\gx", "\\w", "\\write", "\\s", "\\t", "tee"];

    /// <summary>Whether it is one of them. Cheap.</summary>
    public static bool Knows(string name) => Names.Contains(name);

    /// <summary>What a console does to files, by its arguments and by its input, as far as they are known.</summary>
    public static IReadOnlyList<Effect> Of(string name, CommandLine line, Flow input)
    {
        if (!Knows(name))
        {
            return [];
        }

        var effects = new List<Effect>();
        foreach (var value in line.Operands.Concat(line.Options.Select(static option => option.Value).OfType<Value>()))
        {
            Add(value.Exact, effects);
        }

        Add(input.Exact, effects);
        return effects;
    }

    private static void Add(string? text, List<Effect> effects)
    {
        foreach (var line in text?.Split('\n', StringSplitOptions.TrimEntries) ?? [])
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && Writers.Contains(words[0]))
            {
                Add(EffectKind.Write, words[^1].Trim('\'', '"', ';'), effects);
            }
        }

        if (text is not null)
        {
            AddQuoted(text, effects);
        }
    }

    // COPY x TO '/path', SELECT … INTO OUTFILE '/path', writefile('/path', …): a quoted text is a path by the word before it.
    private static void AddQuoted(string text, List<Effect> effects)
    {
        var word = new StringBuilder();
        var (last, isCopy) = ("", false);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsLetterOrDigit(text[at]) || text[at] == '_')
            {
                word.Append(char.ToLowerInvariant(text[at]));
                continue;
            }

            if (word.Length > 0)
            {
                last = word.ToString();
                isCopy |= last is "copy" or "vacuum" or "export";
                word.Clear();
            }

            if (text[at] == ';')
            {
                (last, isCopy) = ("", false);
            }
            else if (text[at] == '\'')
            {
                var end = text.IndexOf('\'', at + 1);
                if (end < 0)
                {
                    return;
                }

                if (KindOf(last, isCopy) is { } kind)
                {
                    Add(kind, text[(at + 1)..end], effects);
                }

                at = end;
            }
        }
    }

    private static EffectKind? KindOf(string word, bool isCopy) => word switch
    {
        "outfile" or "dumpfile" or "writefile" or "lo_export" or "attach" => EffectKind.Write,
        "to" or "into" or "database" when isCopy => EffectKind.Write,
        "infile" or "load_file" or "readfile" or "pg_read_file" or "pg_read_binary_file" or "pg_ls_dir" or "lo_import" or "read_text" or "read_blob" => EffectKind.Read,
        "from" when isCopy => EffectKind.Read,
        _ => null,
    };

    private static void Add(EffectKind kind, string path, List<Effect> effects)
    {
        if (path.Length > 0 && path[0] != '|')
        {
            effects.Add(new(kind, Value.Of(path, 0..0), IsRecursive: false));
        }
    }
}
