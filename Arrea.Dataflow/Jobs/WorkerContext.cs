namespace Arrea.Dataflow.Jobs;

/// <summary>What a job's delegate is told, and what it can tell, while it runs. Valid for one attempt.</summary>
public sealed class WorkerContext
{
    private readonly IWorkerReports _reports;

    internal WorkerContext(IWorkerReports reports, string workerId, int index, string? tag, int attempt, CancellationToken cancellationToken)
    {
        _reports = reports;
        WorkerId = workerId;
        Index = index;
        Tag = tag;
        Attempt = attempt;
        CancellationToken = cancellationToken;
    }

    /// <summary>The worker that runs the job: <c>&lt;batch&gt;/&lt;index&gt;</c>.</summary>
    public string WorkerId { get; }

    /// <summary>Place of the job in its batch, from 0.</summary>
    public int Index { get; }

    /// <summary>The job's tag, when it has one.</summary>
    public string? Tag { get; }

    /// <summary>Number of this attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Asks the delegate to end: timeout, cancellation or shutdown.</summary>
    public CancellationToken CancellationToken { get; }

    internal string? LastWarning { get; private set; }

    /// <summary>Tells the subscribers how far the job is.</summary>
    /// <param name="percent">Range: 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is outside its range, or NaN.</exception>
    public void ReportProgress(double percent)
        => _reports.Progress(this, Checks.Check.InRange(percent, 0.0, 100.0, nameof(percent)));

    /// <summary>Reports a warning. The policy's <c>OnWarning</c> says what becomes of it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public void Warn(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        LastWarning = message;
        _reports.Warning(this, message);
    }
}

/// <summary>Receives what a delegate reports through its <see cref="WorkerContext"/>.</summary>
internal interface IWorkerReports
{
    void Progress(WorkerContext context, double percent);

    void Warning(WorkerContext context, string message);
}
