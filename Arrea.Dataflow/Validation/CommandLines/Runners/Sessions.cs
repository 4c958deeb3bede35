using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Commands that run another one in a session, under a lock, a watch or a debugger, where the table alone does not tell.</summary>
internal static class Sessions
{
    public static void Find(InnerFinder inner)
    {
        switch (inner.Name)
        {
            case "flock":
                Flock(inner);
                break;
            case "script" when !inner.Line.Has("-c", "--command", "--help", "--version") && inner.Line.AfterEnd is null:
                // Without a command it starts a shell, which reads what this one is given.
                inner.Input(isShell: true);
                break;
            case "watch" when inner.Line.Has("-x", "--exec") && inner.Line.Operands.Count > 0:
                inner.Command(inner.Line.Operands);
                break;
            case "hyperfine" or "concurrently":
                Texts(inner);
                break;
            case "entr" when inner.Line.Has("-s"):
                inner.Text(Values.Join(inner.Line.Operands, " "));
                break;
            case "entr":
                inner.Command([.. inner.Line.Operands.Select(word => Values.Replace(word, "/_", Values.Unknown("a changed file", Origins.None, word.Span, UnknownTraits.NotEmpty)))]);
                break;
            case "screen":
                Screen(inner);
                break;
            case "tmux":
                Tmux(inner);
                break;
            case "gdb" or "lldb":
                Debugger(inner);
                break;
            case "start-stop-daemon":
                Daemon(inner);
                break;
            case "capsh" when inner.Line.AfterEnd is { } end:
                inner.Command([Value.Of("bash", inner.Invocation.Command.Span), .. inner.OperandsFrom(end)]);
                break;
            case "coreutils" when inner.Arguments is [{ KnownStart: var program } first, ..] && program.StartsWith("--coreutils-prog=", StringComparison.Ordinal):
                inner.Command([Values.Skip(first, "--coreutils-prog=".Length), .. inner.Arguments.Skip(1)]);
                break;
            case "xterm" or "uxterm" or "urxvt" or "rxvt" or "konsole" or "alacritty" or "st" or "kitty" or "xfce4-terminal" or "terminator":
                Terminal(inner);
                break;
            case "bwrap":
                inner.Command(BubbleWords(inner));
                break;
            case "setarch":
                Architecture(inner);
                break;
            case "ip" when inner.Line.Operands is [{ Exact: "netns" }, { Exact: "exec" or "e" }, ..]:
                inner.Command(inner.OperandsFrom(3));
                break;
            case "ip" when inner.Line.Operands is [{ Exact: "vrf" }, { Exact: "exec" }, ..]:
                inner.Command(inner.OperandsFrom(3));
                break;
            case "flatpak" when inner.Line.ValueOf("--command") is { } command:
                inner.Command([command, .. inner.OperandsFrom(2)], RunContext.Container);
                break;
            default:
                break;
        }
    }

    /// <summary>Tools that run a command in an environment of their own: <c>asdf exec</c>, <c>poetry run</c>, <c>aws-vault exec profile --</c>.</summary>
    public static void Toolbox(InnerFinder inner)
    {
        var line = inner.Line;
        if (line.Operands is not [{ Exact: { } verb }, ..] || line.Table.CommandAt is not null)
        {
            return;
        }

        if (verb is "shell" or "develop" or "print-dev-env" && ValueBehind(inner, "--command", "-c") is >= 0 and var at)
        {
            inner.Command([.. inner.Arguments.Skip(at)]);
        }
        else if (line.AfterEnd is { } end && end < line.Operands.Count)
        {
            inner.Command(inner.OperandsFrom(end));
        }
        else if (verb is "exec" or "run" or "x" or "exec-env" or "exec-file" or "enter")
        {
            // Options of what follows belong to it, so the words are taken as they stand.
            var words = inner.Arguments.SkipWhile(argument => !ReferenceEquals(argument, line.Operands[0])).Skip(1).SkipWhile(static argument => argument.KnownStart.StartsWith('-'));
            var skipped = inner.Name is "direnv" or "nvm" or "sops" or "aws-vault" or "chamber" ? 1 : 0;
            inner.Command([.. words.Skip(skipped).SkipWhile(static word => word.KnownStart.Contains('@', StringComparison.Ordinal) && word.KnownStart.IndexOf('/', StringComparison.Ordinal) < 0)]);
        }
    }

    private static void Flock(InnerFinder inner)
    {
        if (inner.Line.ValueOf("-c", "--command") is { } text)
        {
            inner.Text(text);
        }
        else if (inner.Line.Operands is [_, { Exact: "-c" or "--command" }, var late, ..])
        {
            inner.Text(late);
        }
        else
        {
            inner.Command(inner.OperandsFrom(1));
        }
    }

    // All that follows -e or -x is the command; a single word is shell text.
    private static void Terminal(InnerFinder inner)
    {
        for (var at = 0; at + 1 < inner.Arguments.Count; at++)
        {
            if (inner.Arguments[at].Exact is "-e" or "-x" or "--command")
            {
                if (at + 2 == inner.Arguments.Count)
                {
                    inner.Text(inner.Arguments[at + 1]);
                }
                else
                {
                    inner.Command([.. inner.Arguments.Skip(at + 1)]);
                }

                return;
            }
        }
    }

    private static void Debugger(InnerFinder inner)
    {
        if (inner.Line.Has("-args"))
        {
            inner.Command(inner.Line.Operands);
        }

        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "-ex" or "-eval-command" or "-iex" or "-init-eval-command" or "-o" or "-O" or "--one-line" or "--one-line-before-file", Value: { } command })
            {
                DebuggerCommand(inner, command, option.Name);
            }
        }
    }

    // Of a debugger's own commands these run something that is not the program under it.
    private static void DebuggerCommand(InnerFinder inner, Value command, string option)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["!", "shell ", "platform shell ", "make ", "pipe "])
        {
            if (command.KnownStart.TrimStart().StartsWith(prefix, StringComparison.Ordinal))
            {
                inner.ByOption(option, command.Span, Values.Skip(command, command.KnownStart.IndexOf(prefix, StringComparison.Ordinal) + prefix.Length));
                return;
            }
        }

        if (command.KnownStart.StartsWith("python", StringComparison.Ordinal) || command.KnownStart.StartsWith("py ", StringComparison.Ordinal)
            || command.KnownStart.StartsWith("script ", StringComparison.Ordinal))
        {
            Languages.Interpreters.Read(inner, command, "python");
        }
        else if (command.HasUnknown)
        {
            inner.ByOption(option, command.Span, null);
        }
    }

    private static void Texts(InnerFinder inner)
    {
        foreach (var operand in inner.Line.Operands.Take(32))
        {
            inner.Text(operand);
        }
    }

    private static void Screen(InnerFinder inner)
    {
        // screen -X stuff 'text' types into a session that runs.
        if (inner.Line.Has("-X") && inner.Line.Operands is [{ Exact: "stuff" }, ..])
        {
            Typed(inner, inner.OperandsFrom(1));
        }
    }

    private static void Tmux(InnerFinder inner)
    {
        if (inner.Line.Operands is [{ Exact: "send-keys" or "send" }, ..])
        {
            Typed(inner, inner.OperandsFrom(1));
        }
    }

    private static void Typed(InnerFinder inner, IReadOnlyList<Value> keys)
    {
        Value[] texts = [.. keys.Where(static key => key.Exact is not ("Enter" or "C-m" or "C-j" or "KPEnter" or "C-c" or "C-l" or "Escape" or "stuff"))];
        if (texts.Length > 0)
        {
            inner.Text(Values.Join(texts, ""), RunContext.Later);
        }
    }

    // The architecture may be left out; options may stand before it and behind it.
    private static void Architecture(InnerFinder inner)
    {
        var words = inner.Line.Operands;
        if (words is [{ Exact: null }, _, ..] || (words is [{ Exact: { } first }, ..] && (first.StartsWith("linux", StringComparison.Ordinal) || first.Contains("86", StringComparison.Ordinal)
            || first.StartsWith("arm", StringComparison.Ordinal) || first.StartsWith("aarch", StringComparison.Ordinal) || first.StartsWith("uname", StringComparison.Ordinal)
            || first.StartsWith("ppc", StringComparison.Ordinal) || first.StartsWith("riscv", StringComparison.Ordinal))))
        {
            words = CommandLineParser.Parse("setarch", inner.OperandsFrom(1)).Operands;
        }

        if (words.Count > 0)
        {
            inner.Command(words);
        }
        else
        {
            inner.Input(isShell: true);
        }
    }

    private static void Daemon(InnerFinder inner)
    {
        if (inner.Line.ValueOf("-a", "--startas", "-x", "--exec") is { } program && inner.Line.Has("-S", "--start"))
        {
            inner.Command([program, .. inner.Line.Operands], RunContext.Background);
        }
    }

    // Each option of bwrap takes a number of words of its own.
    private static IReadOnlyList<Value> BubbleWords(InnerFinder inner)
    {
        var at = 0;
        while (at < inner.Arguments.Count && inner.Arguments[at].KnownStart.StartsWith("--", StringComparison.Ordinal))
        {
            var option = inner.Arguments[at].KnownStart;
            at += option switch
            {
                "--bind" or "--dev-bind" or "--ro-bind" or "--bind-try" or "--dev-bind-try" or "--ro-bind-try" or "--setenv" or "--symlink" or "--file"
                    or "--bind-data" or "--ro-bind-data" or "--chmod" => 3,
                "--unshare-all" or "--unshare-user" or "--unshare-pid" or "--unshare-net" or "--unshare-ipc" or "--unshare-uts" or "--unshare-cgroup" or "--share-net"
                    or "--die-with-parent" or "--new-session" or "--as-pid-1" or "--clearenv" or "--disable-userns" or "--unshare-user-try" or "--unshare-cgroup-try" => 1,
                "--" => 1,
                _ => 2,
            };
            if (option == "--")
            {
                break;
            }
        }

        return at >= inner.Arguments.Count ? [] : [.. inner.Arguments.Skip(at)];
    }

    private static int ValueBehind(InnerFinder inner, string one, string other)
    {
        for (var at = 0; at + 1 < inner.Arguments.Count; at++)
        {
            if (inner.Arguments[at].Exact is { } word && (word == one || word == other))
            {
                return at + 1;
            }
        }

        return -1;
    }
}
