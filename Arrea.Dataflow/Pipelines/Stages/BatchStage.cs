using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>A stage that puts values into groups.</summary>
/// <remarks>
/// Only the input block touches the group, one item at a time. The timer sends it a mark, which is an outcome that
/// accounts for no input.
/// </remarks>
internal sealed class BatchStage<T> : IDisposable
{
    private readonly ActionBlock<Outcome<T>> _input;
    private readonly BufferBlock<Outcome<IReadOnlyList<T>>> _output;
    private readonly int _size;
    private readonly TimeSpan? _maxWait;
    private readonly RunScope _run;
    private readonly StageInfo _info;
    private readonly List<T> _group = [];
    private readonly ITimer? _timer;
    private long _index;
    private int _inputs;
    private long _since;

    private BatchStage(int size, TimeSpan? maxWait, RunScope run, StageInfo info)
    {
        _size = size;
        _maxWait = maxWait;
        _run = run;
        _info = info;
        _input = new ActionBlock<Outcome<T>>(TakeAsync, new ExecutionDataflowBlockOptions { BoundedCapacity = 1 });
        _output = new BufferBlock<Outcome<IReadOnlyList<T>>>(new DataflowBlockOptions { BoundedCapacity = 1 });
        _timer = maxWait is null ? null : run.Time.CreateTimer(
            static stage => ((BatchStage<T>)stage!)._input.SendAsync(default), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public static Segment<T, IReadOnlyList<T>> Create(int size, TimeSpan? maxWait, RunScope run, StageInfo info)
    {
        var stage = new BatchStage<T>(size, maxWait, run, info);
        _ = stage.CompleteAsync();
        return new Segment<T, IReadOnlyList<T>>(stage._input, stage._output);
    }

    public void Dispose() => _timer?.Dispose();

    private async Task CompleteAsync()
    {
        await _input.Completion.ConfigureAwait(false);
        Dispose();
        await FlushAsync().ConfigureAwait(false);
        _output.Complete();
    }

    private Task TakeAsync(Outcome<T> input)
    {
        if (input.Inputs == 0)
        {
            return OnTimerAsync();
        }

        if (!input.IsSuccess)
        {
            _info.CountPassed();
            return _output.SendAsync(input.As<IReadOnlyList<T>>());
        }

        _info.Move(StagePhase.Outside, StagePhase.Queued);
        if (_group.Count == 0)
        {
            _index = input.Index;
            _since = _run.Time.GetTimestamp();
            Wait(_maxWait);
        }

        _group.Add(input.Value);
        _inputs += input.Inputs;
        return _group.Count == _size ? FlushAsync() : Task.CompletedTask;
    }

    private Task OnTimerAsync()
    {
        // The mark may be for a group that has filled since.
        var left = _maxWait!.Value - _run.Time.GetElapsedTime(_since);
        if (_group.Count == 0 || left > TimeSpan.Zero)
        {
            Wait(_group.Count == 0 ? null : left);
            return Task.CompletedTask;
        }

        return FlushAsync();
    }

    private void Wait(TimeSpan? time)
    {
        if (time is { } left)
        {
            // Timers count whole milliseconds.
            _timer!.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        }
    }

    private Task FlushAsync()
    {
        var count = _group.Count;
        if (count == 0)
        {
            return Task.CompletedTask;
        }

        var outcome = _run.IsEnding ? _run.EndOutcome<IReadOnlyList<T>>() : new Outcome<IReadOnlyList<T>>([.. _group]);
        outcome = outcome with { Index = _index, Inputs = _inputs, Stage = _info.Name };
        _group.Clear();
        _inputs = 0;
        _info.Move(StagePhase.Queued, StageInfo.EndOf(outcome.Kind), count);
        return _output.SendAsync(outcome);
    }
}
