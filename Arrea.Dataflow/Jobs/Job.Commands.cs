using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Jobs;

// Commands that are made of arguments.
public partial record Job
{
    private Job(FilledTemplate filled)
        : this(filled.Text)
        => Filled = filled;

    private Job(IReadOnlyList<string> arguments)
        : this(QuotedWords.Of(arguments))
        => Arguments = arguments;

    /// <summary>The program and its arguments, for a command that runs without a shell; null for others.</summary>
    public IReadOnlyList<string>? Arguments { get; }

    /// <summary>The arguments that were put into the job's template; null when it is made of none.</summary>
    public IReadOnlyList<string>? TemplateArguments => Filled?.Arguments;

    internal FilledTemplate? Filled { get; private init; }

    /// <summary>Whether the command is whole only in a slot.</summary>
    internal bool UsesSlot => Filled is { UsesSlot: true };

    /// <summary>Makes a job of a template and arguments, as job 1.</summary>
    /// <param name="template">The template.</param>
    /// <param name="arguments">The arguments, at least <see cref="CommandTemplate.MinimumArguments"/>.</param>
    /// <returns>As for <see cref="FromTemplate(CommandTemplate, IReadOnlyList{string}, int)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="template"/>, <paramref name="arguments"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="CommandTemplate.Expand(IReadOnlyList{string})"/>.</exception>
    public static Job FromTemplate(CommandTemplate template, params IReadOnlyList<string> arguments) => FromTemplate(template, arguments, 1);

    /// <summary>Makes a job of a template and arguments.</summary>
    /// <param name="template">The template.</param>
    /// <param name="arguments">The arguments, at least <see cref="CommandTemplate.MinimumArguments"/>. They are copied.</param>
    /// <param name="number">The number of the job, for <c>{#}</c>. From 1.</param>
    /// <returns>
    /// The job. Its <see cref="Command"/> is the whole text, and <see cref="CommandTemplate.Validate"/> judges it: an argument that begins with <c>-</c> is refused where the command would read
    /// it as an option. For <c>{%}</c>, the engine puts in the lowest number of a slot, from 1, in which no other attempt of the batch runs;
    /// it does so as an attempt begins, and judges what it then runs. Until then that number is 1.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="template"/>, <paramref name="arguments"/>, or one of them, is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="CommandTemplate.Expand(IReadOnlyList{string})"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="number"/> is less than 1.</exception>
    public static Job FromTemplate(CommandTemplate template, IReadOnlyList<string> arguments, int number)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new Job(new FilledTemplate(template, [.. arguments], number, slot: 1));
    }

    /// <summary>Makes a job of a program and its arguments, which run without a shell.</summary>
    /// <param name="program">The program: a path, or a name looked up on the search path.</param>
    /// <param name="arguments">Its arguments. They are copied.</param>
    /// <returns>The job. Its <see cref="Command"/> is the same as text for a shell, for people and for validation; <see cref="Shell"/> is of no account.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="program"/> is empty; or one holds a NUL character or half a surrogate pair, which no program can be given.</exception>
    public static Job FromArguments(string program, params IReadOnlyList<string> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        return new Job(Array.AsReadOnly([program, .. arguments]));
    }

    /// <summary>The job as it runs in a slot: <c>{%}</c> in its template stands for this number.</summary>
    /// <param name="slot">The number of the slot, as the event of its start tells it. From 1.</param>
    /// <returns>The job; the same one where its command has no such place.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slot"/> is less than 1.</exception>
    public Job InSlot(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slot, 1);
        if (Filled is not { UsesSlot: true } filled)
        {
            return this;
        }

        var inSlot = filled.In(slot);
        return this with { Filled = inSlot, Command = inSlot.Text };
    }
}
