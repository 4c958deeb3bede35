using System.CommandLine;
using Arrea.Cli.Arguments;
using Arrea.Cli.Explaining;
using Arrea.Cli.Platform;
using Arrea.Cli.Running;

namespace Arrea.Cli;

/// <summary>Reads the command line and starts what it asks for. Nothing runs unless all of it makes sense.</summary>
internal static class CommandLine
{
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

    /// <summary>Writes a message to standard error, if anybody still reads it.</summary>
    internal static void Report(string message)
    {
        try
        {
            StandardStream.Error.Write($"arrea: {message}\n");
        }
        catch (IOException)
        {
            // There is nowhere left to say it; the exit code still does.
        }
    }

    private static async Task<int> DispatchAsync(string[] arguments)
    {
        var flags = new RunFlags();
        var run = new Command("run", "Run commands in parallel.");
        foreach (var flag in flags.All)
        {
            run.Options.Add(flag);
        }

        var explainFlags = new ExplainFlags();
        var explain = new Command("explain", "Say what validation makes of commands.");
        foreach (var flag in explainFlags.All)
        {
            explain.Options.Add(flag);
        }

        var help = new Option<bool>("--help", "-h") { Arity = ArgumentArity.Zero };
        var version = new Option<bool>("--version") { Arity = ArgumentArity.Zero };
        var root = new Command("arrea") { run, explain, help, version };

        // Text that begins with '@' or '[' is text: there are neither response files nor directives.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = true });
        var check = new UsageCheck(arguments, parsed);
        if (parsed.CommandResult.Command == root)
        {
            check.Root(root);
        }
        else
        {
            check.Command(parsed.CommandResult.Command, parsed.CommandResult.Command == run ? flags : explainFlags);
        }

        var text = IsGiven(parsed, help) ? Help.Program()
            : IsGiven(parsed, version) ? Help.Version
            : IsGiven(parsed, flags.Help) ? Help.Run(flags)
            : IsGiven(parsed, explainFlags.Help) ? Help.Explain(explainFlags)
            : null;
        if (text is not null)
        {
            StandardStream.Output.Write(text);
            return ExitCodes.Success;
        }

        if (parsed.CommandResult.Command == explain)
        {
            return ExplainCommand.Run(ExplainOptions.Read(explainFlags, new FlagValues(parsed), parsed.UnmatchedTokens));
        }

        var options = new RunOptionsReader(flags, parsed).Read(StandardStream.Output.IsTerminal);
        return await RunCommand.RunAsync(options).ConfigureAwait(false);
    }

    private static bool IsGiven(ParseResult parsed, Option flag) => parsed.GetResult(flag) is { Implicit: false };
}
