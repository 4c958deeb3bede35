namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The table of processes for one turn of an attendant: read when the first command asks, and shared by the others.</summary>
internal sealed class ProcessTables
{
    private ProcessTable? _latest;

    /// <summary>A new turn: what was read before counts no more.</summary>
    public void NextTurn() => _latest = null;

    /// <summary>A table read within this turn, with every process that started since then.</summary>
    public ProcessTable ReadSince(long start)
        => _latest is { } latest && latest.Since <= start ? latest : _latest = ProcessTable.Read(start);
}
