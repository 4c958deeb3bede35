using System.CommandLine;
using System.Text.RegularExpressions;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say how input becomes the arguments of a template.</summary>
internal sealed class ArgumentFlags : FlagGroup
{
    private const int MostArguments = 1_000_000;
    private const int DefaultBlock = 1024 * 1024;

    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    public override string Heading => "Arguments";

    public override IReadOnlyList<Option> Shown => [Null, Delimiter, MaxArguments, Fill, Columns, Pipe, Block, Key];

    private Option Null { get; } = Switch("Input ends its pieces with NUL characters instead of lines.", "--null", "-0");

    private Option Delimiter { get; } = Value("D", @"Input ends its pieces with D; \n, \t, \0, \x0a and the like are known.", "--delimiter", "-d");

    private Option MaxArguments { get; } = Value("N", "Arguments of one command. Default: 1.", "--max-args", "-n");

    private Option Fill { get; } = Switch("As many arguments as fit into a command of 64 KiB; a word with {} is repeated for each.", "-X");

    private Option Columns { get; } = Value("RE", "Cut each argument at this regular expression: {1}, {2} are its columns.", "--colsep");

    private Option Pipe { get; } = Switch("Cut standard input into blocks of whole lines, each the input of one job.", "--pipe");

    private Option Block { get; } = Value("SIZE", "The size of a block: 10k, 1M (K, M, G by 1024; k, m, g by 1000). Default: 1M.", "--block");

    private Option Key { get; } = Value("T", "Jobs of one key never overlap; T is a text with {}, {1}, {/} and the like.", "--key");

    /// <summary>Reads what was given.</summary>
    /// <param name="values">The flags.</param>
    /// <param name="input">Where the arguments come from.</param>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public ArgumentOptions Read(FlagValues values, InputOptions input)
    {
        values.Exclude(Null, Delimiter);
        foreach (var flag in new[] { Null, Delimiter, MaxArguments, Fill, Columns })
        {
            values.Exclude(Pipe, flag);
        }

        Require(values, input.Template is not null, "without a template", MaxArguments, Fill, Columns, Pipe);
        Require(values, input.ReadsPieces, "where nothing is read from a file or a pipe", Null, Delimiter);
        Require(values, values.Has(Pipe), $"without '{Pipe.Name}'", Block);
        Require(values, input is { File: null, Lists.Count: 0 }, "with arguments from elsewhere: the jobs read standard input", Pipe);
        return new ArgumentOptions
        {
            Delimiter = values.Has(Null) ? [0] : DelimiterOf(values),
            MostArguments = values.Number(MaxArguments, 1, MostArguments),
            Fills = values.Has(Fill),
            Columns = Expression(values),
            Block = values.Has(Pipe) ? BlockOf(values) : null,
            Key = KeyOf(values),
        };
    }

    private static void Require(FlagValues values, bool holds, string otherwise, params Option[] flags)
    {
        if (!holds && Array.Find(flags, values.Has) is { } flag)
        {
            throw new UsageException($"'{flag.Name}' has no meaning {otherwise}. Try 'arrea run --help'.");
        }
    }

    private byte[]? DelimiterOf(FlagValues values) => values.Value(Delimiter) is not { } text ? null
        : EscapedBytes.Parse(text) ?? throw FlagValues.Malformed(Delimiter, text, @"one or more characters, or escapes such as \n, \t, \0, \x1f, \037");

    private Regex? Expression(FlagValues values)
    {
        if (values.Value(Columns) is not { } text)
        {
            return null;
        }

        try
        {
            return text.Length > 0 ? new Regex(text, RegexOptions.CultureInvariant, MatchLimit) : throw new ArgumentException("It is empty.");
        }
        catch (ArgumentException error)
        {
            throw FlagValues.Malformed(Columns, text, $@"a regular expression such as ',' or '\t'. {error.Message.TrimEnd('.')}");
        }
    }

    private int BlockOf(FlagValues values) => values.Value(Block) is not { } text ? DefaultBlock
        : BlockSize.Parse(text) ?? throw FlagValues.Malformed(Block, text, BlockSize.Accepted);

    private TextTemplate? KeyOf(FlagValues values)
    {
        if (values.Value(Key) is not { } text)
        {
            return null;
        }

        try
        {
            return text.Length > 0 ? TextTemplate.Parse(text) : throw new ArgumentException("It is empty.");
        }
        catch (ArgumentException)
        {
            throw FlagValues.Malformed(Key, text, "a text, in which {} {.} {/} {//} {/.} {#} {1} {2} stand for arguments");
        }
    }
}
