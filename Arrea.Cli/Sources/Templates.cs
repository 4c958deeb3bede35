using Arrea.Cli.Arguments;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Sources;

/// <summary>Reads the template of a command line.</summary>
internal static class Templates
{
    /// <summary>Reads it.</summary>
    /// <exception cref="UsageException">It is none, or an argument could become a part of a program in it.</exception>
    public static CommandTemplate Parse(string text, ArgumentOptions options)
    {
        try
        {
            return CommandTemplate.Parse(text, new CommandTemplateOptions { RepeatWords = options.Fills, AllowMissing = true });
        }
        catch (ArgumentException error)
        {
            // The name of a parameter of .NET says nothing to somebody at a terminal.
            var message = error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
            throw new UsageException($"the template '{Shown.Command(text)}' cannot be used. {message}", error);
        }
    }
}
