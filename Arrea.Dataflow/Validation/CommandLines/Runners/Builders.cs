using Arrea.Dataflow.Validation.Evaluation;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Build tools: properties and settings that run something.</summary>
internal static class Builders
{
    public static void Find(InnerFinder inner)
    {
        switch (inner.Name)
        {
            case "make" or "gmake":
                Make(inner);
                break;
            case "dotnet" or "msbuild":
                Build(inner);
                break;
            case "npm" or "yarn" or "pnpm":
                Script(inner);
                break;
            case "cargo":
                Cargo(inner);
                break;
            case "ansible":
                Ansible(inner);
                break;
            case "mvn":
                Maven(inner);
                break;
            default:
                break;
        }
    }

    private static void Make(InnerFinder inner)
    {
        foreach (var operand in inner.Line.Operands)
        {
            var start = operand.KnownStart;
            var equals = start.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                continue;
            }

            var name = start[..equals].TrimEnd(':', '?', '+', '!');
            if (name is "SHELL" or ".SHELLFLAGS" or "MAKEFLAGS" or "MAKE" or "MAKEFILES" || start[equals - 1] == '!'
                || Values.Contains(operand, "$(shell") || Values.Contains(operand, "${shell"))
            {
                inner.ByOption(name, operand.Span, name is "SHELL" or "MAKE" || start[equals - 1] == '!' ? Values.Skip(operand, equals + 1) : ShellCall(operand));
            }
        }

        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "--eval" or "-E", Value: { } code })
            {
                inner.ByOption(option.Name, option.Span, ShellCall(code) ?? Recipe(code));
            }
            else if (option is { Name: "-f" or "--file" or "--makefile", Value: { } file })
            {
                if (file.Exact == "-")
                {
                    inner.Input(isShell: false);
                }
                else
                {
                    inner.File(file, isShell: false);
                }
            }
        }
    }

    // The text inside $(shell …).
    private static Value? ShellCall(Value code)
    {
        if (code.Exact is not { } text)
        {
            return null;
        }

        var at = text.IndexOf("(shell ", StringComparison.Ordinal);
        var end = text.LastIndexOf(')');
        return at >= 0 && end > at + 7 ? Value.Of(text[(at + 7)..end].Replace("$$", "$", StringComparison.Ordinal), code.Span) : null;
    }

    // What stands behind the tab or the semicolon of a rule.
    private static Value? Recipe(Value code)
    {
        if (code.Exact is not { } text)
        {
            return null;
        }

        var at = text.IndexOfAny([';', '\t']);
        return at < 0 ? null : Value.Of(text[(at + 1)..].TrimStart('@', '-', '+', ' ').Replace("$$", "$", StringComparison.Ordinal), code.Span);
    }

    private static void Build(InnerFinder inner)
    {
        foreach (var argument in inner.Arguments)
        {
            if (argument.Exact == "--")
            {
                return;
            }

            foreach (var property in PropertiesOf(argument) is { } properties ? Values.Split(properties, ";", keepEmpty: false, 64) : [])
            {
                Property(inner, property);
            }
        }
    }

    private static Value? PropertiesOf(Value argument)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["-property:", "--property:", "/property:", "--property=", "-p:", "/p:", "-p=", "--p:", "-p "])
        {
            if (argument.KnownStart.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return Values.Skip(argument, prefix.Length);
            }
        }

        foreach (var prefix in (ReadOnlySpan<string>)["-logger:", "/logger:", "-l:", "/l:", "-dl:", "-distributedlogger:"])
        {
            if (argument.KnownStart.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && argument.KnownStart.Contains(".dll", StringComparison.OrdinalIgnoreCase))
            {
                return Value.Of($"LoggerAssembly={argument}", argument.Span);
            }
        }

        // -p and its value as two words.
        return argument.KnownStart.StartsWith("PreBuildEvent=", StringComparison.OrdinalIgnoreCase)
            || argument.KnownStart.StartsWith("PostBuildEvent=", StringComparison.OrdinalIgnoreCase) ? argument : null;
    }

    private static void Property(InnerFinder inner, Value property)
    {
        var start = property.KnownStart;
        var equals = start.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return;
        }

        switch (start[..equals].Trim().ToUpperInvariant())
        {
            case "PREBUILDEVENT" or "POSTBUILDEVENT" or "PRELINKEVENT" or "RUNCOMMAND":
                inner.ByOption(start[..equals], property.Span, Values.Skip(property, equals + 1));
                break;
            case "CUSTOMBEFOREMICROSOFTCOMMONTARGETS" or "CUSTOMAFTERMICROSOFTCOMMONTARGETS" or "CUSTOMBEFOREMICROSOFTCOMMONPROPS" or "CUSTOMAFTERMICROSOFTCOMMONPROPS"
                or "CUSTOMBEFOREMICROSOFTCSHARPTARGETS" or "CUSTOMAFTERMICROSOFTCSHARPTARGETS" or "DIRECTORYBUILDPROPSPATH" or "DIRECTORYBUILDTARGETSPATH" or "CSCTOOLPATH"
                or "CSCTOOLEXE" or "MSBUILDEXTENSIONSPATH" or "LOGGERASSEMBLY" or "BEFORETARGETFRAMEWORKINFERENCETARGETS" or "ALTERNATECOMMONPROPS" or "VSTESTTESTADAPTERPATH":
                inner.Add(new InnerByOption(property.Span, RunContext.ByOption, start[..equals]));
                break;
            default:
                break;
        }
    }

    private static void Script(InnerFinder inner)
    {
        var operands = inner.Line.Operands;
        if (operands is [{ Exact: "set-script" }, _, var text, ..])
        {
            inner.ByOption("set-script", text.Span, text);
        }
        else if (operands is [{ Exact: "config" or "set" or "c" }, ..])
        {
            foreach (var operand in operands)
            {
                if (operand.KnownStart.StartsWith("script-shell", StringComparison.Ordinal) || operand.KnownStart.StartsWith("node-options", StringComparison.Ordinal))
                {
                    inner.Add(new InnerByOption(operand.Span, RunContext.ByOption, "script-shell"));
                }
            }
        }
    }

    private static void Cargo(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "--config", Value: { Exact: { } setting } } && setting.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                var text = setting[(equals + 1)..].Trim().Trim('\'', '"');
                if (setting.AsSpan(0, equals).ContainsAny("rl") && !text.StartsWith('['))
                {
                    inner.Text(Value.Of(text, option.Span), RunContext.ByOption);
                }
            }
        }
    }

    private static void Ansible(InnerFinder inner)
    {
        var module = inner.Line.ValueOf("-m", "--module-name")?.Exact ?? "command";
        if (module[(module.LastIndexOf('.') + 1)..] is "shell" or "command" or "raw" or "script" && inner.Line.ValueOf("-a", "--args") is { } text)
        {
            inner.Text(text, RunContext.Remote);
        }
    }

    private static void Maven(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "-D", Value: { } setting } && setting.KnownStart.StartsWith("exec.", StringComparison.Ordinal))
            {
                inner.Add(new InnerByOption(option.Span, RunContext.ByOption, "-Dexec."));
            }
        }
    }
}
