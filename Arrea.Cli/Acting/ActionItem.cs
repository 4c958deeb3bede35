namespace Arrea.Cli.Acting;

/// <summary>One action: a command of this program with its arguments.</summary>
internal sealed record ActionItem
{
    /// <summary>Its place in the document, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The command, such as <c>run</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The words behind the command.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Those with a lower one come first.</summary>
    public int Order { get; init; }

    /// <summary>Its name for those that need it; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>The names of those that must have succeeded before.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Whether its failure keeps the others from starting.</summary>
    public bool Stops { get; init; } = true;

    /// <summary>How people are told of it: its number and its name, or its command. Never its arguments, which may hold secrets.</summary>
    public override string ToString() => $"[{Index + 1}] {(Id is null ? Command : $"{Command} '{Wording.Shown.Command(Id)}'")}";
}

/// <summary>The actions of one document.</summary>
/// <param name="Items">The actions, in the order in which they start where nothing else keeps them.</param>
internal sealed record ActionPlan(IReadOnlyList<ActionItem> Items)
{
    /// <summary>Whether needs say what waits for what. If not, one action runs after the other.</summary>
    public bool IsGraph => Items.Any(static item => item.Needs.Count > 0);

    public override string ToString() => $"{Items.Count} actions";
}
