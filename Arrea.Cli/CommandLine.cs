using System.CommandLine;
using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;

namespace Arrea.Cli;

/// <summary>Reads the command line and starts what it asks for. Nothing runs unless all of it makes sense.</summary>
internal static class CommandLine
{
    private static readonly string[] ProgramFlags = ["--help", "--version"];

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            return await DispatchAsync(arguments).ConfigureAwait(false);
        }
        catch (UsageException error)
        {
            Report(error.Message);
            return error.ExitCode;
        }
        catch (OutputClosedException)
        {
            return ExitCodes.OutputClosed;
        }
        catch (IOException error)
        {
            Report(error.Message);
            return ExitCodes.InternalError;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Report($"internal error: {error}");
            return ExitCodes.InternalError;
        }
    }

    /// <summary>Writes a message to standard error, if anybody still reads it. What others have put into it, a name of a file for instance, reaches no terminal as it is.</summary>
    internal static void Report(string message) => Tell($"arrea: {Shown.Lines(message)}\n");

    /// <summary>Writes a text to standard error as it is, if anybody still reads it.</summary>
    internal static void Tell(string text)
    {
        try
        {
            StandardStream.Error.Write(text);
        }
        catch (IOException)
        {
            // There is nowhere left to say it; the exit code still does.
        }
    }

    private static async Task<int> DispatchAsync(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            throw new UsageException("no command. Try 'arrea --help'.");
        }

        var name = arguments[0];
        if (Subcommands.Find(name) is { } entry)
        {
            return await RunAsync(entry, arguments[1..]).ConfigureAwait(false);
        }

        var (kind, names) = name.StartsWith('-') ? ("flag", ProgramFlags) : ("command", Subcommands.All.Select(static known => known.Name));
        StandardStream.Output.Write(name switch
        {
            "--help" or "-h" => Help.Program(),
            "--version" => Help.Version,
            _ => throw new UsageException($"unknown {kind} '{Shown.Command(name)}'.{Suggestion.For(name, names)} Try 'arrea --help'."),
        });
        return ExitCodes.Success;
    }

    private static async Task<int> RunAsync(Subcommands.Entry entry, string[] arguments)
    {
        var subcommand = entry.Make();
        subcommand.Prepare();
        var flags = subcommand.Flags;
        var end = flags.EndsAtOperand ? OperandSplit.CountOfFlags(arguments, flags) : arguments.Length;
        var command = new Command("arrea");
        foreach (var flag in flags.All)
        {
            command.Options.Add(flag);
        }

        // Text that begins with '@' is text: there are no response files.
        var parsed = command.Parse(arguments[..end], new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = true });
        new UsageCheck(arguments[..end], parsed).Check(entry.Name, flags);
        var values = new FlagValues(parsed);
        if (values.Has(flags.Help))
        {
            StandardStream.Output.Write(Help.Of(entry, subcommand));
            return ExitCodes.Success;
        }

        return await subcommand.RunAsync(values, [.. parsed.UnmatchedTokens, .. arguments[end..]]).ConfigureAwait(false);
    }
}
