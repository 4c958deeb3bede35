using Arrea.Dataflow.Validation.Evaluation;
using Arrea.Dataflow.Validation.Judging;
using Arrea.Dataflow.Validation.Rules.Disguises;
using Arrea.Dataflow.Validation.Syntax;
using Arrea.Dataflow.Validation.Templates;

namespace Arrea.Dataflow.Validation;

/// <summary>A command with places for arguments, such as <c>convert {} {.}.png</c>. An argument always stays a piece of one word: it cannot break out of its place, and is never altered. Immutable.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Replacement string</term><description>What takes its place</description></listheader>
/// <item><term><c>{}</c></term><description>The argument. Of several, each becomes a word where <c>{}</c> is one; inside a word they are joined by spaces.</description></item>
/// <item><term><c>{.}</c></term><description>Without what follows its last dot.</description></item>
/// <item><term><c>{/}</c>, <c>{//}</c>, <c>{/.}</c></term><description>The last part of the path; the path without it; the last part without what follows its last dot.</description></item>
/// <item><term><c>{1}</c>, <c>{2}</c> …</term><description>The argument of that number; so also <c>{1.}</c>, <c>{1/}</c>, <c>{1//}</c>, <c>{1/.}</c>.</description></item>
/// <item><term><c>{#}</c>, <c>{%}</c></term><description>The number of the job, and of the slot that it runs in.</description></item>
/// </list>
/// They may stand in words, quoted or not, also inside <c>$( )</c>. A backslash before the brace makes it plain text. A template
/// without any gets the arguments as words at its end.
/// </remarks>
public sealed class CommandTemplate
{
    private const string Appended = " {}";

    private readonly string _source;
    private readonly IReadOnlyList<TemplateSlot> _slots;
    private readonly IReadOnlyList<Range> _repeated;
    private readonly CommandTemplateOptions _options;

    // In an argument, which is data, any character is in its place; in the text around it not.
    private readonly bool _isDisguised;

    private CommandTemplate(string text, string source, CommandTemplateOptions options, IReadOnlyList<TemplateSlot> slots)
    {
        Text = text;
        _source = source;
        _slots = slots;
        _options = options;
        _isDisguised = DisguiseFinder.Of(text).Count > 0;
        _repeated = options.RepeatWords ? RepeatedWords.Of(slots) : [];
        Positions = Math.Max(1, slots.SelectMany(static slot => slot.Replacements).Max(static replacement => replacement.Position));
        UsesSlot = slots.Any(static slot => slot.Replacements.Any(static replacement => replacement.Kind == ReplacementKind.Slot));
    }

    /// <summary>The text that it was made from.</summary>
    public string Text { get; }

    /// <summary>The grammar that it is read by.</summary>
    public ShellDialect Dialect => _options.Dialect;

    /// <summary>How many arguments it needs at least: 1, or the highest number among its replacement strings where none may be missing.</summary>
    public int MinimumArguments => _options.AllowMissing ? 1 : Positions;

    /// <summary>Whether it holds no replacement string, so that the arguments become words at its end.</summary>
    public bool AppendsArguments => !ReferenceEquals(_source, Text);

    /// <summary>Whether arguments have a place in it; not so where it holds <c>{#}</c> and <c>{%}</c> alone.</summary>
    public bool TakesArguments => _slots.Any(static slot => slot.Replacements.Any(static replacement => !replacement.IsNumber));

    /// <summary>Whether it holds <c>{%}</c>, so that the command is whole only when it is about to run.</summary>
    public bool UsesSlot { get; }

    /// <summary>Reads a template in the grammar of bash.</summary>
    /// <param name="text">The template.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException">It does not parse, or a replacement string stands where an argument could become a part of a program: in a here-document, in backticks, in arithmetic, in the text of <c>sh -c</c>; or where it would be the name of a command, or be evaluated; or right behind <c>$NAME</c> in quotes.</exception>
    public static CommandTemplate Parse(string text) => Parse(text, ShellDialect.Bash);

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="dialect">The grammar of the shell that will run it.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Parse(string)"/>.</exception>
    public static CommandTemplate Parse(string text, ShellDialect dialect) => Parse(text, new CommandTemplateOptions { Dialect = dialect });

    /// <summary>Reads a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="options">How it is read, and what becomes of several and of missing arguments.</param>
    /// <returns>The template.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Parse(string)"/>.</exception>
    public static CommandTemplate Parse(string text, CommandTemplateOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        var dialect = options.Dialect;
        if (CommandForm.ProblemOf(text) is { } reason)
        {
            throw new ArgumentException($"The template is no command: {CommandForm.Describe(reason)}", nameof(text));
        }

        var source = text;
        var slots = SlotFinder.Find(Read(source, dialect));
        if (slots.Count == 0)
        {
            source = text.TrimEnd() + Appended;
            var script = Read(source, dialect);
            slots = SlotFinder.Find(script);
            if (slots is not [{ Spreads: true }] || !SlotFinder.EndsInArgument(script))
            {
                throw new ArgumentException("The template has no replacement string, and no place for an argument at its end. Write {} where the argument belongs.", nameof(text));
            }
        }

        var template = new CommandTemplate(text, source, options, slots);
        ProgramText.ThrowIfAny(template);
        ArgumentPrograms.ThrowIfAny(source, slots, dialect);
        return template;
    }

    /// <summary>Puts arguments into the template, as job 1 of slot 1.</summary>
    /// <param name="arguments">The arguments, at least <see cref="MinimumArguments"/>.</param>
    /// <returns>The command, of which each argument is a piece of a word, byte for byte.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentException">There are too few; or one holds a NUL character or half a surrogate pair, which no command can carry.</exception>
    public string Expand(params IReadOnlyList<string> arguments) => Fill(arguments, 1, 1).Text;

    /// <summary>Puts arguments into the template.</summary>
    /// <param name="arguments">The arguments, at least <see cref="MinimumArguments"/>.</param>
    /// <param name="number">The number of the job, for <c>{#}</c>. From 1.</param>
    /// <param name="slot">The number of the slot, for <c>{%}</c>. From 1.</param>
    /// <returns>The command, of which each argument is a piece of a word, byte for byte.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="arguments"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Expand(IReadOnlyList{string})"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> or <paramref name="slot"/> is less than 1.</exception>
    public string Expand(IReadOnlyList<string> arguments, int number, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(slot, 1);
        return Fill(arguments, number, slot).Text;
    }

    /// <summary>Judges the command that arguments make of the template.</summary>
    /// <param name="arguments">As for <see cref="Expand(IReadOnlyList{string})"/>.</param>
    /// <param name="options">What is judged by. Its dialect is that of the template in any case.</param>
    /// <returns>The verdict of the command; or <see cref="Injection"/> <c>option_argument</c> where an argument begins with <c>-</c> and the command would read it as an option.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Expand(IReadOnlyList{string})"/>.</exception>
    public Verdict Validate(IReadOnlyList<string> arguments, ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Judge(Fill(arguments, 1, 1), options);
    }

    /// <summary>Judges a command that somebody else made of this template and arguments.</summary>
    /// <param name="command">The command.</param>
    /// <param name="arguments">The arguments that were put into it.</param>
    /// <param name="options">What is judged by. Its dialect is that of the template in any case.</param>
    /// <returns>
    /// The verdict of the command; or <see cref="Injection"/> <c>broken_out</c> where it is not made of the template's words with the
    /// arguments unchanged inside them; or <c>option_argument</c> as <see cref="Validate"/> has it.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="Expand(IReadOnlyList{string})"/>.</exception>
    public Verdict Judge(string command, IReadOnlyList<string> arguments, ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        var expansion = Fill(arguments, 1, 1);
        if (CommandForm.ProblemOf(command) is { } reason)
        {
            return new Invalid(reason);
        }

        var inspection = Inspection.Of(command, options with { Dialect = Dialect });
        if (inspection.Verdict is Dangerous or Injection { Rule: Rules.Judge.Budget })
        {
            return inspection.Verdict;
        }

        if (command == expansion.Text)
        {
            return OptionArguments.Find(expansion, inspection.Facts) ?? inspection.Verdict;
        }

        var meant = ShellParser.Parse(expansion.Text, Dialect);
        if (inspection.Script.Problems.Count > 0 || ScriptShape.Of(inspection.Script) != ScriptShape.Of(meant))
        {
            return new Injection("broken_out", 0..command.Length, "The command is not the template with the arguments as pieces of its words: an argument changed its meaning.");
        }

        // The places of the arguments are known in the command as this template would have made it, which may be quoted in another way.
        return expansion.HasOptions && OptionArguments.Find(expansion, ShellEvaluator.Evaluate(meant, EvaluationStart.Default).Facts) is { } option
            ? option with { Span = 0..command.Length }
            : inspection.Verdict;
    }

    /// <summary>How many characters it has. Never the text, which may hold secrets.</summary>
    /// <returns>The length.</returns>
    public override string ToString() => $"template of {Text.Length} characters";

    /// <summary>How many arguments have a place of their own: the highest number, or 1.</summary>
    internal int Positions { get; }

    /// <summary>The template with arguments in it.</summary>
    internal Expansion Fill(IReadOnlyList<string> arguments, int number, int slot)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Count < MinimumArguments)
        {
            throw new ArgumentException($"The template needs {MinimumArguments} arguments, and there are {arguments.Count}.", nameof(arguments));
        }

        for (var i = 0; i < arguments.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(arguments[i], nameof(arguments));
            if (arguments[i].Contains('\0', StringComparison.Ordinal) || CommandForm.HasLoneSurrogate(arguments[i]))
            {
                throw new ArgumentException($"Argument {i + 1} holds a NUL character or half a surrogate pair, which no command can carry.", nameof(arguments));
            }
        }

        return Expansion.Of(new(_source, _slots, _repeated), arguments, number, slot);
    }

    /// <summary>Judges a command that was made of this template, by its own grammar.</summary>
    internal Verdict Judge(Expansion expansion, ValidationOptions options)
    {
        if (CommandForm.ProblemOf(expansion.Text) is { } reason)
        {
            return new Invalid(reason);
        }

        var inspection = Inspection.Of(expansion.Text, options.In(Dialect), !_isDisguised);
        return inspection.Verdict is Dangerous or Injection { Rule: Rules.Judge.Budget } ? inspection.Verdict : OptionArguments.Find(expansion, inspection.Facts) ?? inspection.Verdict;
    }

    /// <summary>Judges a command that was made of this template as the shell that will run it reads it: as <see cref="ValidationOptions.Dialect"/> says, the worse verdict of both grammars counts.</summary>
    internal Verdict JudgeFor(Expansion expansion, ValidationOptions options)
    {
        var own = Judge(expansion, options);
        if (own is Dangerous or Invalid || (Dialect == ShellDialect.Bash && options.Dialect == ShellDialect.Bash))
        {
            return own;
        }

        var (other, isSmall) = Dialect == ShellDialect.Bash ? (options, true) : (options.AsBash, false);
        var verdict = new Look(Inspection.Of(expansion.Text, other, !_isDisguised), isBashAlone: isSmall && own.IsAccepted).Verdict;
        return own.IsAccepted || verdict is Dangerous ? verdict : own;
    }

    private static ShellScript Read(string text, ShellDialect dialect)
    {
        var script = ShellParser.Parse(text, dialect);
        return script.Problems is [var problem, ..]
            ? throw new ArgumentException($"The template does not parse, at character {problem.Span.Start.GetOffset(text.Length)}: {problem.Message}", nameof(text))
            : script;
    }
}
