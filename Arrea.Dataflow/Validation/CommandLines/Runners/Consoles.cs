using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Consoles of databases, editors and pagers: commands of theirs that start a shell.</summary>
internal static class Consoles
{
    public static void Database(InnerFinder inner)
    {
        var line = inner.Line;
        Value?[] texts = inner.Name switch
        {
            "psql" => [.. line.Options.Where(static option => option.Name is "-c" or "--command").Select(static option => option.Value)],
            "sqlite3" => [line.ValueOf("-cmd"), .. inner.OperandsFrom(1)],
            "ftp" or "telnet" => [],
            "lftp" => [line.ValueOf("-c"), line.ValueOf("-e")],
            _ => [.. line.Options.Where(static option => option.Name is "-e" or "--execute" or "--init-command").Select(static option => option.Value)],
        };
        foreach (var text in texts)
        {
            if (text is not null)
            {
                Escapes(inner, text);
            }
        }

        if (inner.Invocation.Input.Text is { } script)
        {
            Escapes(inner, script);
        }
    }

    public static void Editor(InnerFinder inner)
    {
        if (inner.Name is "ed" or "red")
        {
            if (inner.Invocation.Input.Text is { } script)
            {
                Lines(inner, script, 0);
            }

            foreach (var operand in inner.Line.Operands)
            {
                if (operand.KnownStart.StartsWith('!'))
                {
                    inner.ByOption("!", operand.Span, Values.Skip(operand, 1));
                }
            }

            return;
        }

        if (inner.Name is "emacs" or "emacsclient")
        {
            foreach (var option in inner.Line.Options)
            {
                if (option is { Name: "-eval" or "-e" or "-execute", Value: { } lisp })
                {
                    Languages.Interpreters.Read(inner, lisp, "emacs");
                }
            }

            return;
        }

        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "-c" or "--cmd" or "--remote-expr" or "--remote-send", Value: { } text })
            {
                Lines(inner, text, 0);
            }
        }

        foreach (var operand in inner.Line.Operands)
        {
            if (operand.KnownStart.StartsWith('+'))
            {
                Lines(inner, operand, 1);
            }
        }

        // vim -es reads its commands from standard input.
        if (inner.Name is "ex" or "vi" or "vim" or "nvim" && inner.Invocation.Input.Text is { } typed && inner.Line.Has("-s", "-e", "-E"))
        {
            Lines(inner, typed, 0);
        }
    }

    // \! of mysql and psql, .shell and .system of sqlite3, ! of lftp, COPY … PROGRAM of PostgreSQL.
    private static void Escapes(InnerFinder inner, Value text)
    {
        foreach (var line in Values.Split(text, "\n", keepEmpty: false, 64))
        {
            var start = line.KnownStart;
            var trimmed = start.TrimStart();
            var (token, at) = inner.Name switch
            {
                "sqlite3" when trimmed.StartsWith(".shell ", StringComparison.Ordinal) => (".shell", start.IndexOf(".shell ", StringComparison.Ordinal) + 7),
                "sqlite3" when trimmed.StartsWith(".system ", StringComparison.Ordinal) => (".system", start.IndexOf(".system ", StringComparison.Ordinal) + 8),
                "sqlite3" when trimmed.StartsWith(".load", StringComparison.Ordinal) => (".load", -1),
                "sqlite3" => ("", -1),
                "lftp" or "ftp" or "telnet" when start.IndexOf('!', StringComparison.Ordinal) is >= 0 and var mark => ("!", mark + 1),
                "lftp" or "ftp" or "telnet" => ("", -1),
                _ when start.IndexOf("\\!", StringComparison.Ordinal) is >= 0 and var mark => ("\\!", mark + 2),
                _ when start.IndexOf("\\system", StringComparison.Ordinal) is >= 0 and var mark => ("system", mark + 7),
                _ when trimmed.StartsWith("system ", StringComparison.Ordinal) => ("system", start.IndexOf("system ", StringComparison.Ordinal) + 7),
                _ => ("", -1),
            };
            if (token.Length > 0)
            {
                inner.ByOption(token, line.Span, at < 0 ? null : Values.Skip(line, at));
            }
            else if (line.Exact is { } sql && sql.IndexOf("PROGRAM '", StringComparison.OrdinalIgnoreCase) is >= 0 and var program)
            {
                var end = sql.IndexOf('\'', program + 9);
                inner.ByOption("PROGRAM", line.Span, Value.Of(end < 0 ? sql[(program + 9)..] : sql[(program + 9)..end], line.Span));
            }
        }
    }

    // Commands of an editor: what begins with !, or :!, is shell text; so is what follows r ! and w !.
    private static void Lines(InnerFinder inner, Value text, int skip)
    {
        foreach (var line in Values.Split(Values.Skip(text, skip), "\n", keepEmpty: false, 64))
        {
            var start = line.KnownStart;
            var mark = start.IndexOf('!', StringComparison.Ordinal);
            var before = mark < 0 ? start.Trim(':', ' ') : start[..mark].Trim(':', ' ', '%', '.', ',', '$');
            if (mark >= 0 && (before is "" or "r" or "read" or "w" or "write" or "silent" or "sil" or "exe" or "term" or "0r")
                && !(before is "w" or "write" && start[mark - 1] != ' '))
            {
                inner.ByOption("!", line.Span, Values.Skip(line, mark + 1));
            }
            else if (start.Contains("system(", StringComparison.Ordinal) || start.Contains("os.execute", StringComparison.Ordinal) || start.TrimStart(':').StartsWith("py", StringComparison.Ordinal)
                || start.TrimStart(':').StartsWith("lua", StringComparison.Ordinal) || start.TrimStart(':').StartsWith("perl", StringComparison.Ordinal))
            {
                Languages.Interpreters.Read(inner, line, inner.Name);
            }
        }
    }
}
