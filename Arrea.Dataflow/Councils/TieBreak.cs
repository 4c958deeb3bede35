namespace Arrea.Dataflow.Councils;

/// <summary>Who wins of those that are even.</summary>
public enum TieBreak
{
    /// <summary>The one that stands first among the candidates.</summary>
    First,

    /// <summary>The one whose name comes first, compared by code point.</summary>
    Alphabetical,

    /// <summary>One by chance, which the seed of the round repeats.</summary>
    Random,

    /// <summary>Nobody: there is no winner, and the tally says who was even.</summary>
    None,
}
