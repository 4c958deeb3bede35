using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Tells the options of a command from its operands, as the command itself would.</summary>
internal static class CommandLineParser
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="command">The last part of the command's path: <c>rm</c>. A command that nothing is known of gets the usual reading.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>
    /// Options under their full names (<c>--rec</c> of rm is <c>--recursive</c>, <c>of=x</c> of dd is <c>of=</c>), one for each letter of a cluster.
    /// A subcommand is an operand. What begins with a dash and goes on with something unknown is an option named <c>-</c> with the whole as value.
    /// </returns>
    public static CommandLine Parse(string command, IReadOnlyList<Value> arguments) => new CommandLineReader(OptionTables.BaseOf(command), arguments).Read();
}
