using System.Threading.Channels;
using Arrea.Dataflow.Messaging;

namespace Arrea.Dataflow.Jobs;

/// <summary>What a job's delegate is told, and what it can tell, while it runs. Valid for one attempt.</summary>
public sealed class WorkerContext
{
    private readonly IWorkerReports _reports;
    private readonly MailReader _mail;

    internal WorkerContext(IWorkerReports reports, MailReader mail, string workerId, int index, string? tag, int attempt, CancellationToken cancellationToken)
    {
        _reports = reports;
        _mail = mail;
        WorkerId = workerId;
        Index = index;
        Tag = tag;
        Attempt = attempt;
        CancellationToken = cancellationToken;
    }

    /// <summary>The worker that runs the job: <c>&lt;batch&gt;/&lt;index&gt;</c>, or the id of a worker made by hand.</summary>
    public string WorkerId { get; }

    /// <summary>Place of the job in its batch, or of the task in its worker, from 0.</summary>
    public int Index { get; }

    /// <summary>The job's tag, when it has one.</summary>
    public string? Tag { get; }

    /// <summary>Number of this attempt, from 1.</summary>
    public int Attempt { get; }

    /// <summary>Asks the delegate to end: timeout, cancellation or shutdown.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>
    /// The messages to this worker, the oldest first. They wait, at most 1,024, from one attempt to the next; the reader itself is this attempt's,
    /// and completes when the attempt is over. Read it until you have what you want: it does not complete while the job waits for more.
    /// </summary>
    public ChannelReader<WorkerMessage> Messages => _mail;

    internal string? LastWarning { get; private set; }

    /// <summary>Tells the subscribers how far the job is.</summary>
    /// <param name="percent">Range: 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is outside its range, or NaN.</exception>
    public void ReportProgress(double percent)
        => _reports.Progress(Checks.Check.InRange(percent, 0.0, 100.0, nameof(percent)));

    /// <summary>Reports a warning. The policy's <c>OnWarning</c> says what becomes of it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public void Warn(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        LastWarning = message;
        _reports.Warning(message);
    }

    /// <summary>Sends a message to another worker, or to this one, with this worker as its sender.</summary>
    /// <param name="target">The worker it is for.</param>
    /// <param name="payload">What it gets. Shared, not copied.</param>
    /// <returns>Whether the mailbox of a living worker took it. False, too, once this attempt is over.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool SendToWorker(string target, object payload)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(payload);
        return _mail.Send(target, payload);
    }

    /// <summary>Sends a message to all other workers that can receive one at this moment.</summary>
    /// <param name="payload">What they get. Shared, not copied.</param>
    /// <returns>How many took it. 0 once this attempt is over.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="payload"/> is null.</exception>
    public int Broadcast(object payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return _mail.Broadcast(payload);
    }
}

/// <summary>Receives what a delegate reports through its <see cref="WorkerContext"/>.</summary>
internal interface IWorkerReports
{
    void Progress(double percent);

    void Warning(string message);
}
