namespace Arrea.Dataflow.Validation.Rules;

/// <summary>What must hold for a rule to be broken: everything that is set here, of one command or one file.</summary>
/// <remarks>
/// Words, options and arguments are patterns: <c>a|b</c> means one of the two, <c>*</c> stands for any text, and <c>?</c> for one character. They are compared
/// with what the shell would hand to the command, after quotes and expansions, behind <c>sudo</c>, <c>env</c>, <c>xargs</c> and the like.
/// </remarks>
public sealed record RuleCondition
{
    /// <summary>Names of commands, without their folders; one of them. Default: none, which means any.</summary>
    public IReadOnlyList<string> Commands { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>The first operands, in order: <c>push</c>, then <c>origin</c>. Options may stand between them. Default: none.</summary>
    public IReadOnlyList<string> Words { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Options that must all be there: <c>-f|--force</c>, or with a value, <c>--color=*</c>. Default: none.</summary>
    public IReadOnlyList<string> Options { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Options, or operands, of which none may be there; for a condition without commands, commands that it is not about. Default: none.</summary>
    public IReadOnlyList<string> Without { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Patterns that must each fit an argument, an operand or the value of an option. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Kinds of paths; one operand must be of one of them. The words are those of <see cref="Paths"/>. Default: none.</summary>
    public IReadOnlyList<string> Operands { get; init => field = RuleWords.CheckedPaths(value); } = [];

    /// <summary>Beginnings of SQL statements, in lower case, one of which an argument or the input must hold: <c>drop table</c>; <c>delete from !where</c> for one without that word. Default: none.</summary>
    public IReadOnlyList<string> Statements { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Patterns of which a line of the standard input must fit one, where that is known: <c>!*</c>. Default: none.</summary>
    public IReadOnlyList<string> Lines { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>What is done to a file, by a command or a redirection; one of <c>delete write move read copy send mount permission owner overwrite prune</c>. Default: none, which means that files do not matter.</summary>
    public IReadOnlyList<string> Effects { get; init => field = RuleWords.CheckedEffects(value); } = [];

    /// <summary>Whether names of commands, words, options and arguments are compared without regard to capital letters, as Windows does. Default: false.</summary>
    public bool IgnoreCase { get; init; }

    /// <summary>Whether it must be done to all that is in a folder. Default: null, which means either.</summary>
    public bool? Recursive { get; init; }

    /// <summary>Kinds of paths to which it is done, one of them: <c>root system elsewhere outside home named_home working_directory version_control device temporary relative unknown perhaps_root secret project_secret persistence stream socket trace</c>. Default: none, which means any.</summary>
    public IReadOnlyList<string> Paths { get; init => field = RuleWords.CheckedPaths(value); } = [];

    /// <summary>Variables, one of which is set, for the command or for what follows: <c>LD_*</c>, <c>NAME=pattern</c> for some values, <c>NAME!=pattern</c> for all but some. Default: none.</summary>
    public IReadOnlyList<string> Variables { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Where the standard input comes from, one of <c>network decoder secret file outside program processes</c>. Default: none, which means that it does not matter.</summary>
    public IReadOnlyList<string> Input { get; init => field = RuleWords.CheckedOrigins(value); } = [];

    /// <summary>What the arguments or the input carry; the words are those of <see cref="Input"/>. Default: none, which means that it does not matter.</summary>
    public IReadOnlyList<string> Carries { get; init => field = RuleWords.CheckedOrigins(value); } = [];

    /// <summary>Programs that are not known, or come by another way than the text; internal because they are the evaluator's own words.</summary>
    internal IReadOnlyList<string> Programs { get; init; } = [];

    /// <summary>Kinds of disguise in the text itself.</summary>
    internal IReadOnlyList<string> Disguises { get; init; } = [];

    /// <summary>Whether nothing is set, so that the condition would hold for everything.</summary>
    internal bool IsEmpty => Commands.Count + Words.Count + Options.Count + Arguments.Count + Operands.Count + Statements.Count + Effects.Count
        + Lines.Count + Variables.Count + Input.Count + Carries.Count + Programs.Count + Disguises.Count == 0;

    /// <summary>
    /// A condition as one would write the command: <c>git push|send -f|--force !--dry-run @+* {system|home}</c>. The first word is the
    /// command; options begin with a dash; <c>!</c> forbids, <c>@</c> is any argument, braces are kinds of paths.
    /// </summary>
    /// <exception cref="ArgumentException">A word says nothing: it is empty, or one of its alternatives is, or fits everything so that the others are in vain.</exception>
    internal static RuleCondition Parse(string text)
    {
        List<string> words = [], options = [], without = [], arguments = [], operands = [];
        var parts = text.Split(' ');
        if (Array.Find(parts, static part => !IsWord(part)) is { } wrong)
        {
            // Blanks part words, so that a pattern cannot hold one; ? stands for it.
            throw new ArgumentException($"The condition '{text}' holds '{wrong}', of which a part says nothing.", nameof(text));
        }

        foreach (var part in parts.AsSpan(1))
        {
            switch (part)
            {
                case ['!', .. var rest]:
                    without.Add(rest);
                    break;
                case ['@', .. var rest]:
                    arguments.Add(rest);
                    break;
                case ['{', .. var rest, '}']:
                    operands.AddRange(rest.Split('|'));
                    break;
                case ['-', _, ..]:
                    options.Add(part);
                    break;
                default:
                    words.Add(part);
                    break;
            }
        }

        return new() { Commands = parts[0].Split('|'), Words = words, Options = options, Without = without, Arguments = arguments, Operands = operands };
    }

    private static bool IsWord(string part)
    {
        var alternatives = part.TrimStart('!', '@', '{').TrimEnd('}').Split('|');
        return !alternatives.Contains("") && (alternatives.Length == 1 || !alternatives.Contains("*"));
    }

    /// <summary>What is done to files: <c>delete|move</c>, <c>system|home</c>; a leading <c>-r</c> asks for all that is in a folder.</summary>
    internal static RuleCondition Effect(string effects, string paths)
    {
        var isRecursive = effects.StartsWith("-r ", StringComparison.Ordinal);
        return new()
        {
            Effects = (isRecursive ? effects[3..] : effects).Split('|'),
            Recursive = isRecursive ? true : null,
            Paths = paths.Split('|'),
        };
    }
}
