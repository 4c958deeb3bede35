using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Cli.Acting;

/// <summary>Runs the actions of a plan, each when it may: a job of the engine each.</summary>
/// <param name="plan">The actions.</param>
/// <param name="jobs">Makes jobs of them.</param>
/// <param name="report">Is told.</param>
/// <param name="parallel">The most at once, where needs say what waits for what.</param>
internal sealed class ActionRun(ActionPlan plan, ActionJobs jobs, IActionReport report, int parallel)
{
    private readonly Dictionary<ActionItem, ActionEnd> _ends = [];
    private readonly Dictionary<ActionItem, ActionItem[]> _needs = plan.Items.ToDictionary(
        static item => item,
        item => item.Needs.Count == 0 ? [] : plan.Items.Where(other => other.Id is not null && item.Needs.Contains(other.Id)).ToArray());

    private readonly Lock _gate = new();
    private readonly HashSet<Batch> _running = [];
    private ActionItem? _stopper;
    private bool _interrupted;

    /// <summary>Ends what runs, and starts nothing more. May be called from anywhere.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            _interrupted = true;
            foreach (var batch in _running)
            {
                _ = batch.InterruptAsync();
            }
        }
    }

    /// <summary>Runs them.</summary>
    /// <param name="engine">Runs the jobs.</param>
    /// <returns>What became of each, in the order of the document.</returns>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<IReadOnlyList<ActionEnd>> RunAsync(ArreaEngine engine)
    {
        var most = plan.IsGraph ? parallel : 1;
        var waiting = plan.Items.ToList();
        List<Task<ActionEnd>> running = [];
        while (true)
        {
            foreach (var item in waiting.ToArray())
            {
                if (ReasonNotToStart(item) is { } reason)
                {
                    waiting.Remove(item);
                    await EndAsync(new ActionEnd(item, ActionOutcome.NotStarted) { Reason = reason }).ConfigureAwait(false);
                }
                else if (running.Count < most && _needs[item].All(_ends.ContainsKey))
                {
                    waiting.Remove(item);
                    running.Add(RunAsync(engine, item));
                }
            }

            if (running.Count > 0)
            {
                var ended = await Task.WhenAny(running).ConfigureAwait(false);
                running.Remove(ended);
                await EndAsync(await ended.ConfigureAwait(false)).ConfigureAwait(false);
            }
            else if (waiting.Count == 0)
            {
                return [.. _ends.Values.OrderBy(static end => end.Item.Index)];
            }
        }
    }

    private string? ReasonNotToStart(ActionItem item)
    {
        lock (_gate)
        {
            if (_interrupted)
            {
                return "interrupted";
            }
        }

        var failed = _needs[item].FirstOrDefault(need => _ends.TryGetValue(need, out var end) && end.Outcome != ActionOutcome.Succeeded);
        return failed is not null ? $"it needs {failed}, which {(_ends[failed].Outcome == ActionOutcome.NotStarted ? "was not started" : "failed")}"
            : _stopper is not null ? $"{_stopper} failed"
            : null;
    }

    private async ValueTask EndAsync(ActionEnd end)
    {
        _ends.Add(end.Item, end);
        if (end.Outcome == ActionOutcome.Failed && end.Item.Stops)
        {
            _stopper ??= end.Item;
        }

        await report.EndedAsync(end).ConfigureAwait(false);
    }

    private async Task<ActionEnd> RunAsync(ArreaEngine engine, ActionItem item)
    {
        await report.StartedAsync(item).ConfigureAwait(false);
        var batch = engine.Run([jobs.Make(item)], new BatchOptions
        {
            Workers = 1,
            Timeout = Timeout.InfiniteTimeSpan,
            Policy = ErrorPolicy.Strict,
            Recorder = new Recorder(item, report),
        });
        lock (_gate)
        {
            _running.Add(batch);
            if (_interrupted)
            {
                _ = batch.InterruptAsync();
            }
        }

        JobResult? result = null;
        await foreach (var only in batch.Results.ConfigureAwait(false))
        {
            result = only;
        }

        var completion = await batch.Completion.ConfigureAwait(false);
        lock (_gate)
        {
            _running.Remove(batch);
        }

        return completion.RecorderError switch
        {
            null => End(item, result!),
            IOException error => throw error,
            var error => throw new InvalidOperationException("Recording what happened failed.", error),
        };
    }

    private static ActionEnd End(ActionItem item, JobResult result) => new(item, result.Outcome switch
    {
        OutcomeKind.Succeeded => ActionOutcome.Succeeded,
        OutcomeKind.Interrupted or OutcomeKind.Cancelled => result.Attempts > 0 ? ActionOutcome.Interrupted : ActionOutcome.NotStarted,
        _ => ActionOutcome.Failed,
    })
    {
        ExitCode = result.ExitCode ?? (result.Signal is { } signal ? ExitCodes.SignalBase + signal : result.Attempts > 0 ? ExitCodes.InternalError : null),
        Duration = result.Duration,
        Reason = result.ExitCode is null && result.Signal is null ? result.Error?.Message : null,
    };

    private sealed class Recorder(ActionItem item, IActionReport report) : IEventRecorder
    {
        public ValueTask RecordAsync(LeaderEvent leaderEvent) => leaderEvent is Output output ? report.OutputAsync(item, output) : default;
    }
}
