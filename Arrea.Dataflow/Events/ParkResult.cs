namespace Arrea.Dataflow.Events;

/// <summary>What became of a reader that has nothing to read.</summary>
internal enum ParkResult
{
    /// <summary>There is something to read after all.</summary>
    More,

    /// <summary>It must wait to be woken.</summary>
    Parked,

    /// <summary>Nothing more will come.</summary>
    Completed,
}
