namespace Arrea.Dataflow.Supervision;

/// <summary>What a supervisor keeps of a part. Guarded by the supervisor's lock.</summary>
/// <param name="name">Its name.</param>
/// <param name="run">What it does.</param>
/// <param name="dependsOn">The names of the parts that it depends on directly.</param>
/// <param name="isOwn">Whether it is the engine's own, which cannot be removed.</param>
internal sealed class Part(string name, Func<CancellationToken, Task> run, IReadOnlyList<string> dependsOn, bool isOwn)
{
    public string Name => name;

    public Func<CancellationToken, Task> Run => run;

    public IReadOnlyList<string> DependsOn => dependsOn;

    public bool IsOwn => isOwn;

    public PartState State { get; set; } = PartState.Waiting;

    public int Restarts { get; set; }

    public Exception? LastError { get; set; }

    /// <summary>The run at hand; null while there is none. An end of any other run is of no account.</summary>
    public PartLife? Life { get; set; }

    /// <summary>Whether it is being taken out, so that no other may begin to depend on it.</summary>
    public bool IsLeaving { get; set; }

    public bool IsOver => State is PartState.Done or PartState.Stopped;

    public PartInfo Describe() => new() { Name = name, State = State, Restarts = Restarts, LastError = LastError, DependsOn = dependsOn };
}
