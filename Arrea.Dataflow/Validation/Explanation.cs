using Arrea.Dataflow.Validation.Judging;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation;

/// <summary>How a verdict came about. Immutable.</summary>
public sealed class Explanation
{
    internal Explanation(string command, Verdict verdict, IReadOnlyList<Verdict> findings, ShellScript? script, IReadOnlyList<string> facts)
    {
        Command = command;
        Verdict = verdict;
        Findings = findings;
        Script = script;
        Facts = facts;
    }

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; }

    /// <summary>What speaks against the command, <see cref="Dangerous"/> and <see cref="Injection"/>: what the rules find by place, then what the profile adds. At most 200 of each kind from the rules. Empty where nothing does.</summary>
    public IReadOnlyList<Verdict> Findings { get; }

    /// <summary>The tree; null where the text is no command at all.</summary>
    public ShellScript? Script { get; }

    /// <summary>What the command would do, a line each: what would run, where, with what, and what is not known. At most 200 lines of at most 1,000 characters; a last one more says how many are left out.</summary>
    public IReadOnlyList<string> Facts { get; }

    /// <summary>All of it as text: the verdict, the command with a mark under each place that speaks against it, what it would do, and its tree.</summary>
    /// <returns>Lines, each ended by a newline. They hold the command, and no control characters.</returns>
    public string Render() => ExplanationText.Of(this);

    /// <summary>The kind of the verdict. Never the command, which may hold secrets.</summary>
    /// <returns>Such as <c>explanation: Dangerous</c>.</returns>
    public override string ToString() => $"explanation: {Verdict.GetType().Name}";
}
