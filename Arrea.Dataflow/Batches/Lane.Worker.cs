using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Batches;

/// <summary>What a lane does as the worker of its job: what others see of it, its mailbox, and whether it goes on after a task.</summary>
internal sealed partial class Lane
{
    // The job whose worker this is, from its attempt's beginning until its outcome or its wait for a retry: its index and one, so that 0 is none.
    private int _held;
    private int _heldAttempt;

    // What a policy's handler said of the last attempt, when it was asked.
    private PolicyAction? _decided;

    /// <summary>What is to be seen of the job that this lane holds; null when it holds none.</summary>
    public WorkerSight? Sight
    {
        get
        {
            var held = Volatile.Read(ref _held);
            var sight = new WorkerSight(held - 1, Volatile.Read(ref _heldAttempt), IsWaiting: false, _reports?.Percent ?? 0);
            return held != 0 && Volatile.Read(ref _held) == held ? sight : null;
        }
    }

    private WorkerContext MakeContext(Job job)
    {
        var id = _rules.WorkerIdOf(_claim.Index);
        var mail = _host.Mail.Read(id);
        _reports = new AttemptReports(_ledger, _claim, mail);
        return new WorkerContext(_reports, mail, id, _claim.Index, job.Tag, _claim.Attempts, _cancellation.Token);
    }

    // Before the attempt shows as running, so that a worker that is seen to run is also known.
    private void Hold()
    {
        _decided = null;
        Volatile.Write(ref _heldAttempt, _claim.Attempts + 1);
        Volatile.Write(ref _held, _claim.Index + 1);
    }

    private void LetGo() => Volatile.Write(ref _held, 0);

    /// <summary>Before anybody hears of a job's end: its worker, if that was its last task, takes no more messages; and the others are dropped where the policy says so.</summary>
    private void LeaveJob(in Claim claim, in AttemptResult attempt)
    {
        if (_rules.Options.Tasks is { } tasks)
        {
            LeaveTask(tasks, claim, attempt);
        }
        else if (claim.Job.NeedsContext && claim.Attempts > 0)
        {
            _host.Mail.Close(_rules.WorkerIdOf(claim.Index));
        }
    }

    private void LeaveTask(WorkerTasks tasks, in Claim claim, in AttemptResult attempt)
    {
        if (claim.Index == tasks.Count - 1)
        {
            _host.Mail.Close(tasks.WorkerId);
        }
        else if (attempt.Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut or OutcomeKind.Rejected)
        {
            var policy = _rules.PolicyOf(claim.Job);
            if ((_decided ?? (attempt.Outcome == OutcomeKind.TimedOut ? policy.OnTimeout : policy.OnError)) != PolicyAction.Continue)
            {
                tasks.StoppedBy = claim.Index;
                _mesh.Stop(StopReason.WorkerStopped);
            }
        }
    }
}
