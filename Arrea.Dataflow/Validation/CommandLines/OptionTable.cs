using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>What is known of the options of one command. Immutable.</summary>
/// <remarks>
/// Made of a line <c>names habits shorts longs…</c>, where a dot stands for nothing.
/// Habits: <c>+</c> the first operand ends the options; <c>-</c> options are whole words behind one dash or two; <c>=</c> operands are
/// <c>key=value</c>; <c>t</c> the first argument may be a cluster without its dash; <c>&gt;</c> the first operand is a subcommand with a table
/// of its own, <c>^</c> likewise, and the options of this table hold there too; a digit: a command begins behind so many operands;
/// <c>x</c> brackets and <c>!</c> are no operands; <c>e</c> a command begins behind <c>--</c>; <c>v</c> with assignments before it; <c>s</c> the words are joined into shell text;
/// <c>u</c> as another user, <c>r</c> on another machine, <c>c</c> in a container, <c>l</c> later, <c>b</c> in the background.
/// Shorts: a letter, <c>:</c> where it takes a value, <c>::</c> where only a glued one, <c>#</c> where only glued digits, <c>;</c> where all words up to a semicolon. Longs: a name, <c>=</c> where it takes a value,
/// <c>==</c> where only one behind <c>=</c>, <c>=;</c> where it takes all words up to a semicolon or <c>+</c>. Behind either: <c>!</c> its value is run,
/// <c>?</c> it is run, and ordinary programs there are harmless, <c>*</c> it loads code that is not a command, <c>$</c> it is run, and that is what the command is for.
/// </remarks>
internal sealed class OptionTable
{
    private readonly Dictionary<string, OptionShape> _options = new(StringComparer.Ordinal);
    private readonly string[] _longs;
    private readonly OptionTable? _parent;

    public OptionTable(string line, OptionTable? parent)
    {
        _parent = parent;
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Habits = fields.Length > 1 ? fields[1].Replace(".", "", StringComparison.Ordinal) : "";
        ReadShorts(fields.Length > 2 && fields[2] != "." ? fields[2] : "");
        _longs = [.. fields.Skip(3).Select(ReadLong)];
    }

    /// <summary>The table of a command that nothing is known of: the usual reading.</summary>
    public static OptionTable Usual { get; } = new("usual", null);

    public string Habits { get; }

    public bool EndsAtOperand => Habits.Contains('+', StringComparison.Ordinal);

    public bool HasWholeWords => Habits.Contains('-', StringComparison.Ordinal);

    public bool HasKeys => Habits.Contains('=', StringComparison.Ordinal);

    public bool HasOldCluster => Habits.Contains('t', StringComparison.Ordinal);

    public bool IsExpression => Habits.Contains('x', StringComparison.Ordinal);

    public bool HasSubcommands => Habits.Contains('>', StringComparison.Ordinal) || HandsDown;

    public bool HandsDown => Habits.Contains('^', StringComparison.Ordinal);

    /// <summary>This table for what follows a subcommand that has none of its own.</summary>
    public OptionTable WithoutSubcommands => field ??= new OptionTable("rest", this);

    /// <summary>Behind how many operands a command begins; null where none does.</summary>
    public int? CommandAt => Habits.FirstOrDefault(char.IsAsciiDigit) is var digit and not '\0' ? digit - '0' : null;

    /// <summary>What the command adds to the context of what it runs.</summary>
    public RunContext Adds
        => Habits.Aggregate(RunContext.None, static (all, habit) => all | habit switch
        {
            'u' => RunContext.OtherUser,
            'r' => RunContext.Remote,
            'c' => RunContext.Container,
            'l' => RunContext.Later,
            'b' => RunContext.Background,
            _ => RunContext.None,
        });

    /// <summary>What is known of an option, by its full name with dashes.</summary>
    public OptionShape ShapeOf(string name)
        => _options.TryGetValue(name, out var shape) ? shape : _parent?.ShapeOf(name) ?? default;

    /// <summary>The full name of a long option, with its dashes, where what is given is an unambiguous beginning of one.</summary>
    public string FullNameOf(string given)
    {
        if (_options.ContainsKey(given) || given.Length < 3)
        {
            return given;
        }

        string? found = null;
        foreach (var name in _longs)
        {
            if (name.StartsWith(given, StringComparison.Ordinal))
            {
                if (found is not null)
                {
                    return given;
                }

                found = name;
            }
        }

        return found ?? _parent?.FullNameOf(given) ?? given;
    }

    private void ReadShorts(string shorts)
    {
        for (var at = 0; at < shorts.Length;)
        {
            var name = $"-{shorts[at++]}";
            var argument = OptionArgument.None;
            if (at < shorts.Length && shorts[at] == ':')
            {
                argument = ++at < shorts.Length && shorts[at] == ':' ? OptionArgument.Glued : OptionArgument.Required;
                at += argument == OptionArgument.Glued ? 1 : 0;
            }
            else if (at < shorts.Length && shorts[at] == '#')
            {
                at++;
                argument = OptionArgument.Digits;
            }
            else if (at < shorts.Length && shorts[at] == ';')
            {
                at++;
                argument = OptionArgument.UpToEnd;
            }

            var runs = at < shorts.Length ? RunsOf(shorts[at]) : OptionRun.Nothing;
            at += runs == OptionRun.Nothing ? 0 : 1;
            _options.Add(name, new OptionShape(argument, runs));
        }
    }

    private string ReadLong(string text)
    {
        var runs = RunsOf(text[^1]);
        var body = runs == OptionRun.Nothing ? text : text[..^1];
        var name = body.TrimEnd('=', ';');
        var argument = body[name.Length..] switch
        {
            "=" => OptionArgument.Required,
            "==" => OptionArgument.Glued,
            "=;" => OptionArgument.UpToEnd,
            _ => OptionArgument.None,
        };
        var full = (HasWholeWords ? "-" : "--") + name;
        _options.Add(full, new OptionShape(argument, runs));
        return full;
    }

    private static OptionRun RunsOf(char mark)
        => mark switch
        {
            '!' => OptionRun.Program,
            '?' => OptionRun.OrdinaryProgram,
            '*' => OptionRun.Code,
            '$' => OptionRun.Text,
            _ => OptionRun.Nothing,
        };
}

/// <summary>What is known of one option.</summary>
/// <param name="Argument">Whether it takes a value.</param>
/// <param name="Run">Whether it runs its value.</param>
internal readonly record struct OptionShape(OptionArgument Argument, OptionRun Run);

/// <summary>Whether an option takes a value, and where it stands.</summary>
internal enum OptionArgument
{
    /// <summary>It takes none.</summary>
    None,

    /// <summary>It takes one, glued to it or as the next argument.</summary>
    Required,

    /// <summary>It may take one, glued to it.</summary>
    Glued,

    /// <summary>It may take digits, glued to it; what follows them goes on with the cluster.</summary>
    Digits,

    /// <summary>It takes all arguments up to a semicolon or a plus: <c>find -exec</c>.</summary>
    UpToEnd,
}

/// <summary>What an option runs.</summary>
internal enum OptionRun
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Its value, as a command.</summary>
    Program,

    /// <summary>Its value, as a command, which is often a harmless one: <c>tar -I zstd</c>.</summary>
    OrdinaryProgram,

    /// <summary>Code that is not a command, such as a plug-in.</summary>
    Code,

    /// <summary>Its value, as shell text, which is what the command is for: <c>script -c</c>.</summary>
    Text,
}
