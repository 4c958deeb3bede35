using System.CommandLine;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Arguments;

/// <summary>Finds what is wrong with the shape of a command line: unknown names, missing values, repeated flags.</summary>
internal sealed class UsageCheck(string[] arguments, ParseResult parsed)
{
    /// <summary>Checks what stands behind the name of a command.</summary>
    /// <exception cref="UsageException">A flag is unknown, lacks its value or is repeated, or something is left over.</exception>
    public void Check(string command, FlagSet flags)
    {
        RefuseFlagsAsValues(flags);
        RefuseValuesOfSwitches(flags);
        foreach (var text in parsed.UnmatchedTokens.Take(parsed.UnmatchedTokens.Count - (flags.TakesOperands ? Literal : 0)))
        {
            if (text.StartsWith('-') || !flags.TakesOperands || flags.EndsAtOperand)
            {
                throw new UsageException($"{Unmatched(text, flags)} Try 'arrea {command} --help'.");
            }
        }

        foreach (var flag in flags.All)
        {
            if (parsed.GetResult(flag) is not { Implicit: false } result)
            {
                continue;
            }

            if (FlagGroup.TakesValue(flag) && result.Tokens.Count < result.IdentifierTokenCount)
            {
                throw new UsageException($"flag '{flag.Name}' needs a value: {flag.Name} {flag.HelpName}");
            }

            if (FlagGroup.TakesValue(flag) && !FlagGroup.IsRepeatable(flag) && result.IdentifierTokenCount > 1)
            {
                throw new UsageException($"flag '{flag.Name}' is given more than once");
            }
        }
    }

    /// <summary>How many arguments stand behind <c>--</c>, where nothing is a flag.</summary>
    private int Literal => Array.IndexOf(arguments, "--") is >= 0 and var at ? arguments.Length - at - 1 : 0;

    private string Unmatched(string text, FlagSet flags)
    {
        if (text.StartsWith('-'))
        {
            var name = text.Split('=', 2)[0];
            return $"unknown flag '{name}'.{Suggestion.For(name, Names(flags.All))}";
        }

        // A token that is no argument of its own was cut off one: '--quiet=x', or '-qz'.
        var origin = arguments.Contains(text) ? null : Array.Find(arguments, argument => argument.StartsWith('-') && argument.EndsWith(text, StringComparison.Ordinal));
        return origin switch
        {
            null => $"unexpected argument '{text}'.",
            _ when origin[^(text.Length + 1)] is '=' or ':' => $"flag '{origin[..^(text.Length + 1)]}' takes no value.",
            _ => $"unknown flag '{origin}'.",
        };
    }

    /// <summary>A flag right after one that needs a value is a forgotten value more often than a value.</summary>
    private void RefuseFlagsAsValues(FlagSet flags)
    {
        var needy = flags.All.Where(FlagGroup.TakesValue).ToArray();
        for (var i = 0; i < arguments.Length - 1 && arguments[i] != "--"; i++)
        {
            if (Array.Find(needy, flag => flag.Name == arguments[i] || flag.Aliases.Contains(arguments[i])) is not { } flag)
            {
                continue;
            }

            var value = arguments[++i];
            if (value.Length > 1 && value[0] == '-' && !char.IsAsciiDigit(value[1]))
            {
                throw new UsageException($"flag '{flag.Name}' needs a value before '{value}'. If that is the value: '{flag.Name}={value}'.");
            }
        }
    }

    // What is cut off a switch, as in '--json=true', would be taken for a command.
    private void RefuseValuesOfSwitches(FlagSet flags)
    {
        var switches = flags.All.Where(static flag => !FlagGroup.TakesValue(flag)).SelectMany(static flag => flag.Aliases.Prepend(flag.Name)).ToArray();
        foreach (var argument in arguments.TakeWhile(static argument => argument != "--"))
        {
            if (Array.Find(switches, name => argument.Length > name.Length && argument.StartsWith(name, StringComparison.Ordinal) && argument[name.Length] is '=' or ':') is { } name)
            {
                throw new UsageException($"flag '{name}' takes no value.");
            }
        }
    }

    private static IEnumerable<string> Names(IEnumerable<Option> options)
        => options.SelectMany(static option => option.Aliases.Prepend(option.Name)).Where(static name => name.StartsWith("--", StringComparison.Ordinal));
}
