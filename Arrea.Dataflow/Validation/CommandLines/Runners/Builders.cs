using Arrea.Dataflow.Validation.Facts;

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
            case "gcc" or "g++" or "cc" or "c++":
                Wrapper(inner);
                break;
            case "rpm":
                Macro(inner);
                break;
            case "aws" or "gcloud" or "az":
                CloudShell(inner);
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
            if (name == "SHELL" && operand.Exact is { } shell && shell.StartsWith("SHELL=/bin/", StringComparison.Ordinal) && Shells.IsShell(shell[(shell.LastIndexOf('/') + 1)..]))
            {
                // The lines of the file run in a shell as before.
                continue;
            }

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
                if (file.Exact is "-" or "/dev/stdin")
                {
                    foreach (var line in inner.Invocation.Input.Text is { } text ? Values.Split(text, "\n", keepEmpty: false, 64) : [])
                    {
                        if (Recipe(line) is { } recipe)
                        {
                            inner.Text(recipe, RunContext.ByOption);
                        }
                    }

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
            if (option is not { Name: "--config", Value: { } setting })
            {
                continue;
            }

            var start = setting.KnownStart;
            var equals = start.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? "" : start[..equals];
            if (equals < 0 || key.Contains("runner", StringComparison.Ordinal) || key.Contains("linker", StringComparison.Ordinal) || key.Contains("rustc", StringComparison.Ordinal)
                || key.Contains("rustdoc", StringComparison.Ordinal) || key.Contains("wrapper", StringComparison.Ordinal) || key.Contains("credential", StringComparison.Ordinal))
            {
                var text = equals >= 0 && setting.Exact is { } whole ? whole[(equals + 1)..].Trim(' ', '\'', '"') : null;
                inner.ByOption("--config", option.Span, text is null || text.StartsWith('[') ? null : Value.Of(text, option.Span));
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

    // gcc -wrapper gdb,--args: the words stand between commas.
    private static void Wrapper(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "-wrapper", Value: { } words })
            {
                inner.ByOption(option.Name, option.Span, Values.Replace(words, ",", Value.Of(" ", words.Span)));
            }
        }
    }

    // %(text) of an rpm macro is run by a shell, %{lua:…} is code.
    private static void Macro(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option is not { Name: "-E" or "--eval" or "-D" or "--define", Value.Exact: { } macro })
            {
                continue;
            }

            var at = macro.IndexOf("%(", StringComparison.Ordinal);
            var end = macro.LastIndexOf(')');
            if (at >= 0)
            {
                inner.ByOption(option.Name, option.Span, Value.Of(macro[(at + 2)..(end > at + 1 ? end : macro.Length)], option.Span));
            }
            else if (macro.Contains("lua:", StringComparison.Ordinal))
            {
                Languages.Interpreters.Read(inner, Value.Of(macro, option.Span), "lua");
            }
        }
    }

    // Texts that a cloud runs on its machines.
    private static void CloudShell(InnerFinder inner)
    {
        if (inner.Line.Operands is [{ Exact: "compute" }, { Exact: "ssh" }, ..] && inner.Line.ValueOf("--command") is { } command)
        {
            inner.Text(command, RunContext.Remote);
        }
        else if (inner.Line.Operands is [{ Exact: "vm" }, { Exact: "run-command" }, ..] && inner.Line.ValueOf("--scripts") is { } script)
        {
            inner.Text(script, RunContext.Remote);
        }
        else if (inner.Line.Operands is [{ Exact: "ssm" }, { Exact: "send-command" }, ..] && inner.Line.ValueOf("--parameters") is { Exact: { } parameters })
        {
            // commands=["…"] or {"commands":["…"]}
            var start = parameters.IndexOf("commands", StringComparison.Ordinal);
            var text = start < 0 ? "" : parameters[(start + 8)..].TrimStart('=', ':', '"', '[', ' ', '\'').TrimEnd(']', '}', '"', '\'', ' ');
            inner.Text(Value.Of(text, inner.Span), RunContext.Remote);
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
