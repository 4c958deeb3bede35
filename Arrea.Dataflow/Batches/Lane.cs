using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>
/// One of the workers of a batch: takes a job, runs it, sees to its outcome, takes the next. As long as delegates
/// complete synchronously it stays in one loop without an await.
/// </summary>
internal sealed partial class Lane
{
    private readonly BatchMesh _mesh;
    private readonly BatchRules _rules;
    private readonly BatchLedger _ledger;
    private readonly BatchHost _host;

    // The job at hand. _now is the clock's last known reading: one a job, as the end of one is the start of the next.
    private Claim _claim;
    private bool _validated;
    private long _now;

    public Lane(BatchMesh mesh, BatchRules rules, BatchLedger ledger, LaneCounters counters, LaneSlot slot)
    {
        _mesh = mesh;
        _rules = rules;
        _ledger = ledger;
        _host = rules.Host;
        Counters = counters;
        Slot = slot;
    }

    private enum Step
    {
        /// <summary>A job is taken that has to be looked at before it runs, or to be told of.</summary>
        Start,

        /// <summary>The delegate has not completed yet.</summary>
        Pending,

        /// <summary>The job's end takes time: the reader of the results is behind, or a retry is told of.</summary>
        Ending,

        /// <summary>There is nothing to take.</summary>
        Dry,

        /// <summary>Others lack a slot, or this lane does.</summary>
        Yield,

        /// <summary>Another lane has taken the job over; this one is no more.</summary>
        Lost,
    }

    public LaneCounters Counters { get; }

    public LaneSlot Slot { get; }

    /// <summary>The Validate stage: takes jobs until there is one that may run.</summary>
    public async Task ValidateAsync()
    {
        if (_inherited is not null)
        {
            return;
        }

        do
        {
            _now = _host.Time.GetTimestamp();
        }
        while (TryTake() && await RefuseAsync().ConfigureAwait(false));
    }

    /// <summary>The Execute stage: runs the job that the lane came with, and goes on until there is none.</summary>
    public async Task RunAsync()
    {
        Slot.Begin(_host.Time.GetTimestamp());
        if (_inherited is { } inherited)
        {
            _inherited = null;
            await SettleAsync(inherited, _inheritedReason).ConfigureAwait(false);
        }

        while (true)
        {
            _now = _host.Time.GetTimestamp();
            switch (RunWhileSynchronous())
            {
                case Step.Start when !await StartAsync().ConfigureAwait(false):
                case Step.Pending when !await FinishAsync().ConfigureAwait(false):
                case Step.Dry when _mesh.TryRetire(this):
                case Step.Lost:
                    return;
                case Step.Yield:
                    _mesh.Yield(this);
                    return;
                case Step.Ending:
                    await _ending.ConfigureAwait(false);
                    break;
                default:
                    break;
            }
        }
    }

    private Step RunWhileSynchronous()
    {
        var home = ExecutionContext.Capture();
        while (true)
        {
            if (_claim.IsEmpty)
            {
                if (Slot.MustYield(_now) && _mesh.StopReason == StopReason.None)
                {
                    return Step.Yield;
                }

                home = ExecutionContext.Capture();

                if (!TryTake())
                {
                    return Step.Dry;
                }
            }

            if (_claim.Job.Command is not null || _mesh.MustAsk || _ledger.IsWatched || !TryPass())
            {
                return Step.Start;
            }

            Begin(readClock: false);
            _pending = Invoke();
            if (home is not null && !ReferenceEquals(ExecutionContext.Capture(), home))
            {
                // What one job leaves in its context is not the next one's.
                ExecutionContext.Restore(home);
            }

            if (!_pending.IsCompletedSuccessfully)
            {
                return Step.Pending;
            }

            var value = _pending.Result;
            if (!TryEnd(out var reason))
            {
                return Step.Lost;
            }

            if (reason == StopReason.None && _context is null)
            {
                EndPass(OutcomeKind.Succeeded, payload: value);
                _ending = EndAsync(new AttemptResult(OutcomeKind.Succeeded, value, null));
            }
            else
            {
                _ending = SettleAsync(Judge(value, null, reason), reason);
            }

            if (!_ending.IsCompletedSuccessfully)
            {
                return Step.Ending;
            }
        }
    }

    private bool TryTake()
    {
        _validated = false;
        _decided = null;
        _reports = null;
        if (!_mesh.TryTake(out _claim))
        {
            return false;
        }

        Hold();
        return true;
    }

    /// <summary>Ends the job at hand if it may not run: it or its batch was ended, or its command is refused.</summary>
    /// <returns>Whether it was ended.</returns>
    private async ValueTask<bool> RefuseAsync()
    {
        var reason = _mesh.ReasonToEnd(_claim.Index);
        if (reason != StopReason.None)
        {
            await EndAsync(_rules.Ended(reason)).ConfigureAwait(false);
            return true;
        }

        if (!_validated && _claim.Attempts == 0 && _claim.Job is { Command: not null, UsesSlot: false } && _host.Commands.Refusal(_claim.Job, ShellOfJob()) is { } error)
        {
            await EndAsync(new AttemptResult(OutcomeKind.Rejected, null, error)).ConfigureAwait(false);
            return true;
        }

        _validated = true;
        return false;
    }

    /// <summary>Runs one attempt of the job at hand.</summary>
    /// <returns>Whether the lane goes on; false when another one has taken its place.</returns>
    private async ValueTask<bool> StartAsync()
    {
        if (await RefuseAsync().ConfigureAwait(false))
        {
            return true;
        }

        if (_rules.ProtectionOf(_claim.Job) is { } protection)
        {
            if (!await PassAsync(protection).ConfigureAwait(false))
            {
                return true;
            }

            if (_tookSlot)
            {
                // Here, and not where it was taken: what the job starts may borrow it only from this method's context.
                _tookSlot = false;
                Slot.Begin(_host.Time.GetTimestamp());
                Slot.Renew();
            }
        }

        if (_claim.Job.UsesSlot && !await NumberAsync().ConfigureAwait(false))
        {
            return true;
        }

        if (_claim.Attempts == 0)
        {
            BeginTrace();
            await _ledger.StartAsync(_claim).ConfigureAwait(false);
        }

        Begin(readClock: true);
        _pending = InvokeTraced();
        return await FinishAsync().ConfigureAwait(false);
    }
}
