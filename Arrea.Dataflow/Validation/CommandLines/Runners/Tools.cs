using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Archivers that run something in a way of their own.</summary>
internal static class Tools
{
    public static void Tar(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option.Name == "--checkpoint-action" && option.Value is { } action)
            {
                if (action.KnownStart.StartsWith("exec=", StringComparison.Ordinal))
                {
                    inner.ByOption(option.Name, option.Span, Values.Skip(action, "exec=".Length));
                }
                else if (action.HasUnknown && action.KnownStart.Length < "exec=".Length)
                {
                    inner.ByOption(option.Name, option.Span, null);
                }
            }
        }
    }

    /// <summary>Names of files that begin with a bar, or with an exclamation mark, and so mean a command to write to or to read from: <c>strace -o '|cmd'</c>.</summary>
    public static void PipedNames(InnerFinder inner)
    {
        if (inner.Name is "strace" or "dvips")
        {
            foreach (var option in inner.Line.Options)
            {
                if (option is { Name: "-o" or "--output", Value: { KnownStart: ['|' or '!', ..] } piped })
                {
                    inner.ByOption(option.Name, option.Span, Values.Skip(piped, 1));
                }
            }

            return;
        }

        foreach (var name in inner.Arguments)
        {
            if (name.KnownStart is ['|', ..])
            {
                inner.ByOption("|", name.Span, Values.Skip(name, 1));
            }
        }
    }

    /// <summary>Settings that name a program among others that do not: of apt, hg, php and wget.</summary>
    public static void Settings(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option.Value is not { } setting || option.Name is not ("-o" or "--option" or "--config" or "-d" or "--define" or "-e" or "--execute"))
            {
                continue;
            }

            var start = setting.KnownStart;
            var equals = start.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? start : start[..equals];
            var runs = inner.Name switch
            {
                "hg" => key.StartsWith("hooks.", StringComparison.Ordinal) || key.StartsWith("extensions.", StringComparison.Ordinal) || start.Contains("=!", StringComparison.Ordinal)
                    || key is "ui.ssh" or "ui.editor" or "pager.pager",
                "php" or "php-cli" => key is "auto_prepend_file" or "auto_append_file" or "extension" or "zend_extension",
                "wget" => key.Trim() is "use_askpass" or "use-askpass",
                _ => key.Contains("Invoke", StringComparison.OrdinalIgnoreCase),
            };
            if (runs || (equals < 0 && setting.HasUnknown && inner.Name != "php"))
            {
                inner.ByOption($"{option.Name} {key}", option.Span, equals >= 0 && inner.Name is not ("php" or "php-cli") ? Trimmed(Values.Skip(setting, equals + 1)) : null);
            }
        }
    }

    private static Value Trimmed(Value value) => value.KnownStart.StartsWith('!') ? Values.Skip(value, 1) : value;

    public static void Zip(InnerFinder inner)
    {
        // -TT is one option of two letters, glued or not.
        for (var at = 0; at < inner.Arguments.Count; at++)
        {
            var start = inner.Arguments[at].KnownStart;
            if (start == "-TT" && inner.Arguments[at].Exact is not null)
            {
                inner.ByOption("-TT", inner.Arguments[at].Span, at + 1 < inner.Arguments.Count ? inner.Arguments[at + 1] : null);
            }
            else if (start.StartsWith("-TT", StringComparison.Ordinal))
            {
                inner.ByOption("-TT", inner.Arguments[at].Span, Values.Skip(inner.Arguments[at], 3));
            }
        }
    }
}
