namespace Arrea.Dataflow.Councils;

/// <summary>What went wrong in a run.</summary>
/// <param name="Code">One of <see cref="CouncilErrorCodes"/>, or that of an aggregator.</param>
/// <param name="Message">What happened, for people. Holds no key and no prompt.</param>
public sealed record CouncilError(string Code, string Message)
{
    /// <summary>The member it happened to; null for the round or the run.</summary>
    public string? Member { get; init; }

    /// <summary>The place of the round it happened in, from 0; null for the run.</summary>
    public int? RoundIndex { get; init; }
}
