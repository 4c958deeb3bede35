using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>What <c>git</c> runs by its settings and its addresses. Options such as <c>--exec</c> stand in its table.</summary>
internal static class GitRuns
{
    public static void Find(InnerFinder inner)
    {
        var first = inner.Line.Operands.Count > 0 ? inner.Line.Operands[0] : null;
        var subcommand = first?.Exact;
        var isSubcommandSeen = false;
        for (var at = 0; at < inner.Arguments.Count; at++)
        {
            var argument = inner.Arguments[at];
            isSubcommandSeen |= ReferenceEquals(argument, first);
            var start = argument.KnownStart;
            var isSetting = !isSubcommandSeen || subcommand is "clone" or "submodule";
            if (isSetting && start is "-c" or "--config" && argument.Exact is not null && at + 1 < inner.Arguments.Count)
            {
                Setting(inner, inner.Arguments[++at]);
            }
            else if (isSetting && start.StartsWith("--config=", StringComparison.Ordinal))
            {
                Setting(inner, Values.Skip(argument, "--config=".Length));
            }
            else if (isSetting && start.StartsWith("-c", StringComparison.Ordinal) && start.Length > 2)
            {
                Setting(inner, Values.Skip(argument, 2));
            }
        }

        foreach (var operand in inner.Line.Operands)
        {
            if (operand.KnownStart.StartsWith("ext::", StringComparison.Ordinal))
            {
                inner.ByOption("ext::", operand.Span, Values.Skip(operand, "ext::".Length));
            }
        }

        Sub(inner, subcommand);
    }

    private static void Sub(InnerFinder inner, string? subcommand)
    {
        // git config alias.x '!…' and core.pager set for ever what -c sets for once.
        if (subcommand == "config" && inner.Line.Operands is [_, var key, var value, ..] && key.Exact is { } name && RunsOf(name) is not SettingRun.Nothing)
        {
            Set(inner, name, value, key.Span);
        }
    }

    private static void Setting(InnerFinder inner, Value setting)
    {
        var start = setting.KnownStart;
        var equals = start.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            if (setting.HasUnknown)
            {
                inner.Add(new InnerByOption(setting.Span, RunContext.ByOption, "-c"));
            }

            return;
        }

        Set(inner, start[..equals], Values.Skip(setting, equals + 1), setting.Span);
    }

    private static void Set(InnerFinder inner, string name, Value value, Range span)
    {
        switch (RunsOf(name))
        {
            case SettingRun.Alias when value.KnownStart.StartsWith('!'):
                inner.ByOption($"-c {name}", span, Values.Skip(value, 1));
                break;
            case SettingRun.Alias when value.HasUnknown:
                inner.Add(new InnerByOption(span, RunContext.ByOption, $"-c {name}"));
                break;
            case SettingRun.Alias when value.Exact is { Length: > 0 } words:
                inner.Command([inner.Invocation.Command, .. PlainWords.Split(words, 64).Select(word => Value.Of(word, value.Span))]);
                break;
            case SettingRun.Program when value.Exact is not ("" or "true" or "false" or "cache" or "store" or "osxkeychain" or "manager" or "libsecret"):
                inner.ByOrdinaryOption($"-c {name}", span, value);
                break;
            case SettingRun.Folder:
                inner.Add(new InnerByOption(span, RunContext.ByOption, $"-c {name}"));
                break;
            default:
                break;
        }
    }

    // Names of sections and keys do not heed case.
    private static SettingRun RunsOf(string name)
    {
        var lower = name.ToLowerInvariant();
        var section = lower.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? lower[..dot] : lower;
        var key = lower[(lower.LastIndexOf('.') + 1)..];
        return section switch
        {
            "alias" => SettingRun.Alias,
            "pager" => SettingRun.Program,
            "core" when key is "hookspath" or "attributesfile" => SettingRun.Folder,
            "init" when key is "templatedir" => SettingRun.Folder,
            "include" or "includeif" => SettingRun.Folder,
            "protocol" when lower.Contains("ext.", StringComparison.Ordinal) => SettingRun.Folder,
            "filter" when key is "clean" or "smudge" or "process" => SettingRun.Program,
            "gpg" or "credential" or "remote" or "diff" or "difftool" or "merge" or "mergetool" or "browser" or "man" or "core" or "sequence" or "web"
                or "interactive" or "trailer" or "uploadpack" or "sendemail" or "ssh" or "http" or "submodule" or "tar"
                when key is "program" or "helper" or "uploadpack" or "receivepack" or "vcs" or "command" or "textconv" or "external" or "cmd" or "driver" or "path"
                    or "pager" or "editor" or "sshcommand" or "fsmonitor" or "askpass" or "gitproxy" or "alternaterefscommand" or "difffilter" or "packobjectshook"
                    or "tocmd" or "cccmd" or "sendmailcmd" or "update" or "defaultkeycommand" => SettingRun.Program,
            _ => SettingRun.Nothing,
        };
    }

    private enum SettingRun
    {
        Nothing,
        Program,
        Folder,
        Alias,
    }
}
