using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>How standard input comes to a command.</summary>
internal enum InputKind
{
    /// <summary>From outside the text.</summary>
    Outside,

    /// <summary>Through a pipe.</summary>
    Pipe,

    /// <summary>Written in the text: a here-document, a here-string.</summary>
    Here,

    /// <summary>Out of a file.</summary>
    File,
}

/// <summary>Standard input, and how far it has been read.</summary>
/// <param name="flow">All that can be read.</param>
/// <param name="kind">How it comes.</param>
/// <param name="depth">How many branches and loops stand around the place where it was opened.</param>
internal sealed class InputStream(Flow flow, InputKind kind, int depth)
{
    public Flow Flow { get; } = flow;

    public InputKind Kind { get; } = kind;

    public int Depth { get; } = depth;

    /// <summary>How many characters <c>read</c> has taken.</summary>
    public int Position { get; set; }
}

/// <summary>Collects what commands write: in each of the ways that the text may run, a flow.</summary>
/// <param name="keeps">Whether anybody reads it.</param>
internal sealed class Sink(bool keeps = true)
{
    private IReadOnlyList<Flow> _ways = [Flow.Empty];

    /// <summary>All that may have been written; one flow for each way.</summary>
    public IReadOnlyList<Flow> Ways => _ways;

    /// <summary>What was written, as one.</summary>
    public Flow Whole => Collapse(_ways);

    public void Add(Flow flow, StepBudget budget) => Add([flow], budget);

    public void Add(IReadOnlyList<Flow> flows, StepBudget budget)
    {
        if (!keeps || (flows is [var only] && ReferenceEquals(only, Flow.Empty)))
        {
            return;
        }

        if (_ways.Count * flows.Count > Slot.Most)
        {
            _ways = [Collapse(_ways)];
            flows = [Collapse(flows)];
        }

        var all = new List<Flow>(_ways.Count * flows.Count);
        foreach (var before in _ways)
        {
            foreach (var flow in flows)
            {
                all.Add(Append(before, flow, budget));
            }
        }

        _ways = all;
    }

    /// <summary>Goes back to what was there before a branch.</summary>
    public void Restore(IReadOnlyList<Flow> ways) => _ways = ways;

    /// <summary>Adds the ways of another branch.</summary>
    public void Merge(IReadOnlyList<Flow> ways)
    {
        if (ReferenceEquals(ways, _ways))
        {
            return;
        }

        var all = new List<Flow>(_ways);
        foreach (var way in ways)
        {
            if (!all.Exists(known => ReferenceEquals(known, way) || (known.Exact is { } text && text == way.Exact)))
            {
                all.Add(way);
            }
        }

        _ways = all.Count > Slot.Most ? [Collapse(all)] : all;
    }

    public static Flow Collapse(IReadOnlyList<Flow> flows)
    {
        if (flows is [var only])
        {
            return only;
        }

        var origins = Origins.None;
        foreach (var flow in flows)
        {
            origins |= flow.Origins;
        }

        return Flow.Unknown(origins);
    }

    private static Flow Append(Flow before, Flow after, StepBudget budget)
        => budget.SpendText(LengthOf(before) + LengthOf(after)) ? Flow.Join(before, after) : Flow.Unknown(before.Origins | after.Origins);

    // An item costs as much as a step.
    private static long LengthOf(Flow flow) => flow.Text is { } text ? Values.LengthOf(text) : flow.Items?.Count * 32L ?? 0;
}
