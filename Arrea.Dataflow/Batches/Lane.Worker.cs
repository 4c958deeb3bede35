using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Batches;

/// <summary>What a lane does as the worker of its job: what others see of it, its mailbox, and whether it goes on after a task.</summary>
internal sealed partial class Lane
{
    // The job that this lane has taken, until its outcome or its wait for a retry: its index and one, so that 0 is none.
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
            var state = _state.Read();
            var runs = (LaneState.IsRunning(state) || LaneState.IsStopped(state)) && !_isWaiting;
            var sight = new WorkerSight(held - 1, Volatile.Read(ref _heldAttempt), runs ? WorkerPhase.Running : WorkerPhase.Held, _reports?.Percent ?? 0);
            return held != 0 && Volatile.Read(ref _held) == held ? sight : null;
        }
    }

    private WorkerContext MakeContext(Job job)
    {
        var id = _rules.WorkerIdOf(_claim.Index);
        var mail = _host.Mail.Read(id, this, static lane => LaneState.IsRunning(lane._state.Read()));
        _reports = new AttemptReports(_ledger, _claim, mail);
        return new WorkerContext(_reports, mail, id, _claim.Index, job.Tag, _claim.Attempts, _cancellation.Token);
    }

    // As soon as the job is taken, so that a worker that anybody has heard of is also known, and its messages find it.
    private void Hold()
    {
        Volatile.Write(ref _heldAttempt, _claim.Attempts);
        Volatile.Write(ref _held, _claim.Index + 1);
        if (_claim.Job.NeedsContext && _claim.Attempts == 0 && _rules.Options.Tasks is null)
        {
            _host.Mail.Open(_rules.WorkerIdOf(_claim.Index));
        }
    }

    private void LetGo() => Volatile.Write(ref _held, 0);

    /// <summary>Before anybody hears of a job's end: its worker, if that was its last task, takes no more messages; and the others are dropped where the policy says so.</summary>
    private void LeaveJob(in Claim claim, in AttemptResult attempt)
    {
        if (_rules.Options.Tasks is { } tasks)
        {
            LeaveTask(tasks, claim, attempt);
        }
        else if (claim.Job.NeedsContext)
        {
            _host.Mail.Close(_rules.WorkerIdOf(claim.Index));
        }

        LetGo();
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
