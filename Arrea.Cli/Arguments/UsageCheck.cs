using System.CommandLine;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Arguments;

/// <summary>Finds what is wrong with the shape of a command line: unknown names, missing values, repeated flags.</summary>
internal sealed class UsageCheck(string[] arguments, ParseResult parsed)
{
    /// <summary>Checks a line that names no command.</summary>
    /// <exception cref="UsageException">It asks for nothing that exists.</exception>
    public void Root(Command root)
    {
        if (arguments.Length == 0)
        {
            throw new UsageException("no command. Try 'arrea --help'.");
        }

        RefuseDirective();
        foreach (var text in parsed.UnmatchedTokens)
        {
            var (kind, names) = text.StartsWith('-')
                ? ("flag", Names(root.Options))
                : ("command", root.Subcommands.Select(static command => command.Name));
            throw new UsageException($"unknown {kind} '{text}'.{Suggestion.For(text, names)} Try 'arrea --help'.");
        }
    }

    /// <summary>Checks a line that names a command.</summary>
    /// <exception cref="UsageException">A flag is unknown, lacks its value or is repeated, or something is left over.</exception>
    public void Command(Command command, FlagSet flags)
    {
        RefuseDirective();
        RefuseFlagsAsValues(flags);
        RefuseValuesOfSwitches(flags);
        foreach (var text in parsed.UnmatchedTokens.Take(parsed.UnmatchedTokens.Count - (flags.TakesArguments ? Literal : 0)))
        {
            if (text.StartsWith('-') || !flags.TakesArguments)
            {
                throw new UsageException($"{Unmatched(text, command)} Try 'arrea {command.Name} --help'.");
            }
        }

        foreach (var flag in flags.All)
        {
            if (parsed.GetResult(flag) is not { Implicit: false } result)
            {
                continue;
            }

            if (FlagSet.TakesValue(flag) && result.Tokens.Count < result.IdentifierTokenCount)
            {
                throw new UsageException($"flag '{flag.Name}' needs a value: {flag.Name} {flag.HelpName}");
            }

            if (!flags.IsRepeatable(flag) && result.IdentifierTokenCount > 1)
            {
                throw new UsageException($"flag '{flag.Name}' is given more than once");
            }
        }
    }

    /// <summary>How many arguments stand behind <c>--</c>, where nothing is a flag.</summary>
    private int Literal => Array.IndexOf(arguments, "--") is >= 0 and var at ? arguments.Length - at - 1 : 0;

    private string Unmatched(string text, Command command)
    {
        if (text.StartsWith('-'))
        {
            var name = text.Split('=', 2)[0];
            return $"unknown flag '{name}'.{Suggestion.For(name, Names(command.Options))}";
        }

        // A token that is no argument of its own was cut off one: '--quiet=x', or '-qz'.
        var origin = arguments.Contains(text) ? null : Array.Find(arguments, argument => argument.StartsWith('-') && argument.EndsWith(text, StringComparison.Ordinal));
        return origin switch
        {
            null => $"unexpected argument '{text}'. Commands are given with --command, with --file or on standard input.",
            _ when origin[^(text.Length + 1)] is '=' or ':' => $"flag '{origin[..^(text.Length + 1)]}' takes no value.",
            _ => $"unknown flag '{origin}'.",
        };
    }

    /// <summary>A flag right after one that needs a value is a forgotten value more often than a value.</summary>
    private void RefuseFlagsAsValues(FlagSet flags)
    {
        var needy = flags.All.Where(FlagSet.TakesValue).ToArray();
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
        var switches = flags.All.Where(static flag => !FlagSet.TakesValue(flag)).SelectMany(static flag => flag.Aliases.Prepend(flag.Name)).ToArray();
        foreach (var argument in arguments.TakeWhile(static argument => argument != "--"))
        {
            if (Array.Find(switches, name => argument.Length > name.Length && argument.StartsWith(name, StringComparison.Ordinal) && argument[name.Length] is '=' or ':') is { } name)
            {
                throw new UsageException($"flag '{name}' takes no value.");
            }
        }
    }

    // The parser takes a first argument in square brackets for a directive, and says nothing about one it does not know.
    private void RefuseDirective()
    {
        if (arguments[0].StartsWith('['))
        {
            throw new UsageException($"unknown command '{arguments[0]}'. Try 'arrea --help'.");
        }
    }

    private static IEnumerable<string> Names(IEnumerable<Option> options)
        => options.SelectMany(static option => option.Aliases.Prepend(option.Name)).Where(static name => name.StartsWith("--", StringComparison.Ordinal));
}
