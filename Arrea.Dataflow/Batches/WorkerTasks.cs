namespace Arrea.Dataflow.Batches;

/// <summary>Makes a batch the tasks of one worker that was made by hand: they run strictly in order.</summary>
/// <param name="workerId">The worker's id.</param>
/// <param name="count">How many tasks it has.</param>
internal sealed class WorkerTasks(string workerId, int count)
{
    private int _stoppedBy = -1;

    public string WorkerId => workerId;

    public int Count => count;

    /// <summary>The task whose failure stopped the worker; negative while none has.</summary>
    public int StoppedBy
    {
        get => Volatile.Read(ref _stoppedBy);
        set => Volatile.Write(ref _stoppedBy, value);
    }

    /// <summary>How far the worker is when one of its tasks is.</summary>
    /// <param name="index">The task, from 0.</param>
    /// <param name="percent">How far it is. Range: 0 to 100.</param>
    public double Percent(int index, double percent) => ((index * 100.0) + percent) / Count;
}
