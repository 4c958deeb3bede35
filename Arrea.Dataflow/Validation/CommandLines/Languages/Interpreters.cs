using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Interpreters of other languages: code as an argument, from a file, or from standard input.</summary>
internal static class Interpreters
{
    public static void Find(InnerFinder inner)
    {
        switch (inner.Name)
        {
            case "awk":
                AwkPrograms.Find(inner);
                return;
            case "sed":
                SedScripts.Find(inner);
                return;
            case "powershell" or "pwsh" or "cmd":
                WindowsShells.Find(inner);
                return;
            case "deno" when inner.Line.Operands is [{ Exact: "eval" }, var code, ..]:
                Read(inner, code, "deno");
                return;
            case "bun" when inner.Line.ValueOf("-e", "--eval", "-p", "--print") is { } code:
                Read(inner, code, "bun");
                return;
            default:
                break;
        }

        var options = CodeOptions(inner.Name);
        if (options.Length == 0 || inner.Line.Has("--help", "--version", "-V") || (inner.Name is "python" or "node" or "ruby" or "php" && inner.Line.Has("-v") && inner.Line.Operands.Count == 0))
        {
            return;
        }

        if (inner.Name is "php" or "php-cli" && inner.Line.Has("-S", "-i", "-m", "-l", "-s", "-w", "--server", "--ini", "--rf", "--rc", "--re", "--ri"))
        {
            return;
        }

        var codes = CodesOf(inner.Line, options);
        if (inner.Name is "perl" or "ruby" && inner.Line.Has("-i"))
        {
            // Each file is written in place.
            foreach (var file in codes.Count > 0 ? inner.Line.Operands.Take(64) : inner.Line.Operands.Skip(1).Take(64))
            {
                inner.Command([Value.Of("tee", file.Span), file], RunContext.Code);
            }
        }

        if (codes.Count > 0)
        {
            Read(inner, Values.Join(codes, "\n"), inner.Name);
        }
        else if (!IsModule(inner))
        {
            FromFile(inner);
        }
    }

    /// <summary>Whether a command runs a language of its own.</summary>
    public static bool Knows(string name) => name is "awk" or "sed" or "deno" or "bun" || CodeOptions(name).Length > 0;

    /// <summary>Reads code as far as it can be read, and tells of it: nothing vouches for the rest.</summary>
    public static void Read(InnerFinder inner, Value code, string name)
    {
        var text = new CodeText(code);
        if (name is "tclsh" or "expect" or "wish")
        {
            TclCommands(inner, text);
        }

        var reader = new CodeReader(inner, text, LanguageOf(name));
        reader.Read(text.Text, 0);
        if (name == "perl" && inner.Line.Has("-p", "-n") && PerlFilters.IsPlain(text.Text))
        {
            inner.Code(code, isUnderstood: !code.HasUnknown);
            return;
        }

        inner.Code(reader.Origins == Origins.None ? code : new Value([.. code.Pieces.Select(piece => piece with { Origins = piece.Origins | reader.Origins })], code.Span), isUnderstood: false);
    }

    // Tcl's words stand bare: exec rm -rf /.
    private static void TclCommands(InnerFinder inner, CodeText text)
    {
        foreach (var part in text.Text.Split(['\n', ';', '[', ']'], 256, StringSplitOptions.TrimEntries))
        {
            foreach (var verb in (ReadOnlySpan<string>)["exec ", "spawn ", "system ", "open |", "open \"|"])
            {
                if (part.StartsWith(verb, StringComparison.Ordinal))
                {
                    inner.Text(text.ValueOf(part[verb.Length..].Trim('"', '{', '}')), RunContext.Code);
                }
            }

            if (part.StartsWith("file delete ", StringComparison.Ordinal))
            {
                inner.Text(text.ValueOf("rm -rf " + part["file delete ".Length..].Replace("-force", "", StringComparison.Ordinal)), RunContext.Code);
            }
        }
    }

    private static string[] CodeOptions(string name)
        => name switch
        {
            "python" or "python2" or "python3" or "pypy" or "pypy3" or "micropython" or "ipython" or "ipython3" or "jython" => ["-c"],
            "node" or "nodejs" => ["-e", "-p", "--eval", "--print"],
            "perl" => ["-e", "-E"],
            "ruby" or "jruby" or "lua" or "luajit" or "texlua" or "osascript" or "irb" => ["-e"],
            "php" or "php-cli" => ["-r", "-B", "-R", "-E", "--run", "--process-code", "--process-begin", "--process-end"],
            "tclsh" or "expect" or "wish" => ["-c"],
            "R" or "r" or "Rscript" => ["-e"],
            "julia" => ["-e", "-E", "--eval", "--print"],
            "ghc" or "ghci" or "runghc" or "runhaskell" => ["-e"],
            "scala" or "groovy" or "kotlin" or "clojure" or "clj" or "swift" or "crystal" or "raku" or "racket" or "elixir" or "iex" or "jshell" or "guile" or "sbcl"
                or "octave" or "matlab" or "gnuplot" or "scheme" => ["-e", "--eval", "-c", "-eval", "--expression"],
            "erl" or "mix" => ["-eval"],
            _ => [],
        };

    private static List<Value> CodesOf(CommandLine line, string[] options)
    {
        var codes = new List<Value>();
        foreach (var option in line.Options)
        {
            if (option.Value is { } code && options.AsSpan().Contains(option.Name))
            {
                codes.Add(code);
            }
        }

        return codes;
    }

    // python -m module runs code that is installed.
    private static bool IsModule(InnerFinder inner)
        => inner.Name.StartsWith("python", StringComparison.Ordinal) && inner.Line.Has("-m");

    private static void FromFile(InnerFinder inner)
    {
        if (inner.Name is "php" or "php-cli" or "R" or "expect" or "tclsh" && inner.Line.ValueOf("-f", "--file") is { } named)
        {
            inner.File(named, isShell: false);
            return;
        }

        if (inner.Line.Operands is [{ Exact: not ("-" or "/dev/stdin" or "/dev/fd/0") } path, ..])
        {
            inner.File(path, isShell: false, parameters: inner.Line.Operands);
            return;
        }

        // Text that is known is read too: a here-document.
        if (inner.Invocation.Input.Text is { } code)
        {
            Read(inner, code, inner.Name);
        }

        inner.Input(isShell: false, parameters: inner.Line.Operands);
    }

    private static CodeLanguage LanguageOf(string name)
        => name switch
        {
            "perl" or "raku" => CodeLanguage.Perl,
            "ruby" or "jruby" or "irb" or "crystal" => CodeLanguage.Ruby,
            "node" or "nodejs" or "deno" or "bun" or "groovy" or "scala" or "kotlin" or "swift" or "jshell" => CodeLanguage.JavaScript,
            "php" or "php-cli" => CodeLanguage.Php,
            "lua" or "luajit" or "texlua" or "ghc" or "ghci" or "runghc" or "runhaskell" or "osascript" => CodeLanguage.Lua,
            "emacs" or "emacsclient" or "guile" or "sbcl" or "scheme" or "racket" or "clojure" or "clj" => CodeLanguage.Lisp,
            _ => name.Contains("py", StringComparison.Ordinal) ? CodeLanguage.Python : CodeLanguage.Other,
        };
}
