namespace Arrea.Cli.Arguments;

/// <summary>What <c>arrea action</c> was asked to do, checked.</summary>
internal sealed record ActionOptions
{
    /// <summary>The file, <c>-</c> for standard input; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>The document itself; null when it comes from elsewhere.</summary>
    public string? Data { get; init; }

    /// <summary>The most actions at once.</summary>
    public required int Parallel { get; init; }

    /// <summary>Whether JSON is written.</summary>
    public required bool Json { get; init; }

    /// <summary>Whether there is no summary.</summary>
    public required bool Quiet { get; init; }

    /// <summary>Whether the schema is printed instead.</summary>
    public required bool Schema { get; init; }

    /// <summary>Never the document, which may hold secrets.</summary>
    public override string ToString() => File ?? "actions";
}
