using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Settings and addresses of remote tools that run something here.</summary>
internal static class RemoteRuns
{
    public static void Ssh(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option.Name == "-o" && option.Value is { } setting)
            {
                SshSetting(inner, setting, option.Span);
            }
        }
    }

    /// <summary>A remote shell that is given no command reads one from its standard input, where there is one.</summary>
    public static void RemoteShell(InnerFinder inner)
    {
        if (inner.Name is "ssh" or "autossh" && inner.Line.Operands.Count == 1 && inner.Invocation.Input is { } input && !(input.Text is null && input.Origins == Origins.Outside)
            && !inner.Line.Has("-N", "-W", "-O", "-V", "-G", "-Q"))
        {
            inner.Input(isShell: true, RunContext.Remote);
        }
    }

    public static void Netcat(InnerFinder inner)
    {
        // -c of ncat is shell text and that of others too; -e is a program. Both stand in the table.
        if (inner.Line.Has("-e", "-c", "--exec", "--sh-exec") && inner.Line.ValueOf("-e", "-c", "--exec", "--sh-exec") is null)
        {
            inner.ByOption("-e", inner.Span, null);
        }
    }

    public static void Socat(InnerFinder inner)
    {
        foreach (var operand in inner.Line.Operands)
        {
            var start = operand.KnownStart;
            foreach (var kind in (ReadOnlySpan<string>)["EXEC:", "SYSTEM:", "SHELL:"])
            {
                if (start.StartsWith(kind, StringComparison.OrdinalIgnoreCase))
                {
                    var rest = Values.Skip(operand, kind.Length);
                    var comma = rest.KnownStart.IndexOf(',', StringComparison.Ordinal);
                    var text = comma >= 0 ? Value.Of(rest.KnownStart[..comma].Trim('"', '\''), rest.Span) : rest;
                    inner.ByOption(kind, operand.Span, text);
                }
            }
        }
    }

    private static void SshSetting(InnerFinder inner, Value setting, Range span)
    {
        var start = setting.KnownStart.TrimStart();
        var end = start.AsSpan().IndexOfAny("= \t");
        var name = end < 0 ? start : start[..end];
        var offset = setting.KnownStart.Length - start.Length;
        if (name.ToUpperInvariant() is "PROXYCOMMAND" or "LOCALCOMMAND" or "KNOWNHOSTSCOMMAND" or "REMOTECOMMAND")
        {
            var at = name.Length;
            while (at < start.Length && start[at] is '=' or ' ' or '\t')
            {
                at++;
            }

            var text = end < 0 ? null : Values.Skip(setting, offset + at);
            if (text?.Exact is "none" or "None")
            {
                return;
            }

            if (name.Equals("RemoteCommand", StringComparison.OrdinalIgnoreCase) && text is not null)
            {
                inner.Text(text, RunContext.Remote);
            }
            else
            {
                inner.ByOption($"-o {name}", span, text);
            }
        }
        else if (name.ToUpperInvariant() is "INCLUDE" or "PKCS11PROVIDER" or "SECURITYKEYPROVIDER" or "XAUTHLOCATION" || (end < 0 && setting.HasUnknown))
        {
            inner.Add(new InnerByOption(span, RunContext.ByOption, $"-o {name}"));
        }
    }
}
