using System.Collections.Concurrent;
using System.Globalization;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Messaging;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Workers;

/// <summary>Starts workers by name, sends them messages, and tells what each is doing. Safe to use from many threads.</summary>
/// <remarks>
/// A worker of a batch is called <c>&lt;batch&gt;/&lt;index&gt;</c> and lives from the beginning of its job to the job's outcome, waits for
/// retries included. One made by hand has the id it is given, and lives until its last task has its outcome.
/// <list type="table">
/// <listheader><term>A message to</term><description>Comes to</description></listheader>
/// <item><term>a worker whose delegate takes a <see cref="WorkerContext"/></term><description>True: its mailbox took it. False and <see cref="Events.MessageInvalid"/> when 1,024 are in it.</description></item>
/// <item><term>a worker that runs a command, or another delegate</term><description>False and <see cref="Events.MessageInvalid"/>.</description></item>
/// <item><term>a worker that does not live</term><description>False and <see cref="Events.MessageTargetNotFound"/>.</description></item>
/// </list>
/// </remarks>
public sealed class WorkerRegistry
{
    private static readonly TimeSpan LongestWait = Scheduling.Timers.Longest;

    private readonly Leader _leader;
    private readonly Mailboxes _mail;

    // A worker or a queue worker each. The lock orders new queues and the stop.
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, object> _byId = new(StringComparer.Ordinal);
    private Func<Exception>? _refusal;

    internal WorkerRegistry(Leader leader, Mailboxes mail)
    {
        _leader = leader;
        _mail = mail;
    }

    /// <summary>How many ids are taken.</summary>
    internal int Taken => _byId.Count;

    /// <summary>Starts a worker that runs tasks strictly in order: each begins when the one before has its outcome, retries included.</summary>
    /// <param name="id">Its id: 1 to 128 characters, no white space and no <c>/</c>. It is taken until the worker has ended.</param>
    /// <param name="tasks">The tasks: commands or delegates. Their priorities are of no account.</param>
    /// <param name="policy">
    /// What to do after a failed attempt, unless a task says. Null (default): what the engine's options say. After a task that failed for good, the
    /// worker goes on where the policy's action is <see cref="PolicyAction.Continue"/>; else it drops the rest, which end <c>Cancelled</c>.
    /// </param>
    /// <returns>The worker. It is never restarted by itself.</returns>
    /// <exception cref="ArgumentNullException">The id or the tasks are null.</exception>
    /// <exception cref="ArgumentException">The id has no such form, or is taken; or one of the tasks is null.</exception>
    /// <exception cref="BatchRefusedException">There is no task, or there are more than a batch may have. Nothing has started.</exception>
    /// <exception cref="Supervision.EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public Worker Start(string id, IEnumerable<Job> tasks, ErrorPolicy? policy = null)
    {
        CheckId(id);
        ArgumentNullException.ThrowIfNull(tasks);
        var list = tasks.ToArray();
        var worker = new Worker(id, list.Length, _mail);
        Take(id, worker);
        try
        {
            if (list.Any(static task => task is { NeedsContext: true }))
            {
                // Before the first task begins, so that a message that follows this call finds it.
                _mail.Open(id);
            }

            var options = new BatchOptions { Workers = 1, Policy = policy, Tasks = new WorkerTasks(id, list.Length) };
            worker.Begin(_leader.Submit(list, options, stream: false, CancellationToken.None));
        }
        catch
        {
            _mail.Close(id);
            Forget(id, worker);
            throw;
        }

        _ = worker.RunAsync(ended => Forget(id, ended));
        return worker;
    }

    /// <summary>Starts a worker that serves a queue of jobs, the highest priority first, within a budget of weights.</summary>
    /// <param name="id">Its id: 1 to 128 characters, no white space and no <c>/</c>. It is taken until the worker has ended. Its jobs are workers of their own, with ids of their own.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <returns>The worker, to be completed or disposed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    /// <exception cref="ArgumentException">The id has no such form, or is taken.</exception>
    /// <exception cref="Supervision.EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The engine has been disposed.</exception>
    public QueueWorker StartQueue(string id, QueueWorkerOptions? options = null)
    {
        CheckId(id);
        var worker = new QueueWorker(id, options ?? new(), _leader, ended => Forget(id, ended));
        lock (_gate)
        {
            if (_refusal is { } refusal)
            {
                throw refusal();
            }

            Take(id, worker);
            worker.Start();
        }

        return worker;
    }

    /// <summary>Sends a message to a worker.</summary>
    /// <param name="id">The worker. When it is unknown the answer is false.</param>
    /// <param name="message">What it gets as the payload; shared, not copied. A <see cref="SendToWorker"/> is passed on by the worker to the one named there.</param>
    /// <returns>Whether the mailbox of a living worker took it. It may still end before its job takes it.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool SendMessage(string id, object message)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(message);
        return _mail.Send(null, id, message);
    }

    /// <summary>Sends a message to all workers that can receive one at this moment.</summary>
    /// <param name="message">What they get as the payload; shared, not copied.</param>
    /// <returns>How many took it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is null.</exception>
    public int Broadcast(object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _mail.Broadcast(null, message);
    }

    /// <summary>Sends a message to a worker and waits for its answer, see <see cref="WorkerMessage.Answer"/>.</summary>
    /// <param name="id">The worker.</param>
    /// <param name="message">As for <see cref="SendMessage"/>.</param>
    /// <param name="timeout">How long to wait, by the engine's clock: more than zero, at most 45 days, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="cancellationToken">Ends the wait. The message is not called back.</param>
    /// <returns>The answer. May be null.</returns>
    /// <exception cref="ArgumentNullException">The id or the message is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is outside its range.</exception>
    /// <exception cref="WorkerNotFoundException">At once: there is no such worker, it cannot receive, or its mailbox is full. Later: it ended without an answer.</exception>
    /// <exception cref="TimeoutException">No answer came in time. Whoever answers now is told that nobody waits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<object?> RequestAsync(string id, object message, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(message);
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, LongestWait);
        }

        return _mail.RequestAsync(id, message, timeout, cancellationToken);
    }

    /// <summary>What a worker does at this moment.</summary>
    /// <param name="id">The worker.</param>
    /// <returns>Its state; null when there is no such worker, or no longer. A queue worker has none, but its jobs have.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="id"/> is null.</exception>
    public WorkerState? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (_byId.TryGetValue(id, out var taken))
        {
            return (taken as Worker)?.State;
        }

        var slash = id.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !int.TryParse(id.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || _leader.Find(id[..slash]) is not { NamedWorker: null } batch
            || batch.SightOf(index) is not { } sight)
        {
            return null;
        }

        // An id such as <batch>/007 is nobody's.
        var state = StateOf(batch, sight);
        return state.Id == id ? state : null;
    }

    /// <summary>What the living workers do: those of batches, and those made by hand.</summary>
    /// <returns>A state each, in no particular order. A worker whose job moves to or from a wait at this very moment may be missing.</returns>
    public IReadOnlyList<WorkerState> List() =>
    [
        .. _byId.Values.OfType<Worker>().Select(static worker => worker.State),
        .. _leader.Running().Where(static batch => batch.NamedWorker is null).SelectMany(batch => batch.Sights.Select(sight => StateOf(batch, sight))),
    ];

    /// <summary>Whether there is a worker of this id.</summary>
    internal bool Exists(string id) => _byId.ContainsKey(id) || Find(id) is not null;

    /// <summary>Ends the queue workers, and takes in no more.</summary>
    /// <param name="refusal">What a caller gets who asks for another one. That of the last call counts.</param>
    internal Task StopAsync(Func<Exception> refusal)
    {
        lock (_gate)
        {
            _refusal = refusal;
        }

        return Task.WhenAll(_byId.Values.OfType<QueueWorker>().Select(worker => worker.StopAsync(refusal)));
    }

    private static void CheckId(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > 128 || id.Contains('/', StringComparison.Ordinal) || id.Any(char.IsWhiteSpace))
        {
            throw new ArgumentException("A worker's id has 1 to 128 characters, no white space and no '/'.", nameof(id));
        }
    }

    private void Take(string id, object owner)
    {
        if (!_byId.TryAdd(id, owner))
        {
            throw new ArgumentException($"Worker '{id}' is there already. Choose another id, or wait for its Completion.", nameof(id));
        }
    }

    private void Forget(string id, object owner) => _byId.TryRemove(new KeyValuePair<string, object>(id, owner));

    private WorkerState StateOf(Batch batch, WorkerSight sight)
    {
        var id = $"{batch.Id}/{sight.Index}";
        return new()
        {
            Id = id,
            Status = Worker.StatusOf(sight),
            TaskIndex = 1,
            Total = 1,
            Percent = sight.Percent,
            Attempt = sight.Attempt,
            PendingMessages = _mail.PendingOf(id),
        };
    }
}
