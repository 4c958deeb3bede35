using System.Collections.Concurrent;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>A stage that behaves as its dice say, writes down what happens in it, and knows what a plain loop would do.</summary>
internal sealed class ModelStage
{
    private readonly int _number;
    private readonly int _salt;
    private readonly int _keys;
    private readonly int _retries;
    private readonly ConcurrentDictionary<int, int> _attempts = new();
    private readonly ConcurrentDictionary<int, int> _inside = new();
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> _starts = new();
    private readonly TaskCompletionSource _full = Waiting.Gate();
    private int _running;

    public ModelStage(Random dice, int number)
    {
        _number = number;
        _salt = dice.Next();
        _keys = dice.Next(3) == 0 ? dice.Next(1, 5) : 0;
        _retries = dice.Next(4) - 1;
        var parallelism = dice.Next(1, 6);
        Options = new StageOptions<int>
        {
            Parallelism = parallelism,
            Capacity = parallelism + dice.Next(12),
            Order = dice.Next(3) == 0 ? ResultOrder.Completion : ResultOrder.Input,
            Key = _keys == 0 ? null : Key,
            Policy = _retries < 0 ? null : ErrorPolicy.Default with { MaxRetries = _retries, RetryDelay = TimeSpan.FromTicks(dice.Next(2)) },
        };
    }

    public StageOptions<int> Options { get; }

    /// <summary>How many must be inside at once before any may leave; 0 for no such rule.</summary>
    public int MeetAt { get; set; }

    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Called at the start of each attempt.</summary>
    public Action Started { get; set; } = static () => { };

    public bool HasKeys => _keys > 0;

    public async ValueTask<int> RunAsync(int value, CancellationToken token)
    {
        var attempt = _attempts.AddOrUpdate(value, 1, static (_, attempts) => attempts + 1);
        var running = Interlocked.Increment(ref _running);
        if (running > Options.Parallelism)
        {
            Complaints.Enqueue($"stage {_number} ran {running} at once, of {Options.Parallelism}");
        }

        if (HasKeys)
        {
            _starts.GetOrAdd((int)Key(value)!, static _ => new()).Enqueue(value);
            if (_inside.AddOrUpdate((int)Key(value)!, 1, static (_, inside) => inside + 1) > 1)
            {
                Complaints.Enqueue($"stage {_number} let two of key {Key(value)} overlap");
            }
        }

        try
        {
            Started();
            if (MeetAt > 0)
            {
                if (running == MeetAt)
                {
                    _full.TrySetResult();
                }

                await _full.Task.WaitAsync(token);
            }
            else if (Dice(value, attempt) % 2 == 0)
            {
                await Task.Yield();
            }

            return attempt <= FailuresOf(value) ? throw (Dice(value, 0) % 3 == 0 ? new OperationCanceledException() : new IOException()) : Next(value);
        }
        finally
        {
            if (HasKeys)
            {
                _inside.AddOrUpdate((int)Key(value)!, 0, static (_, inside) => inside - 1);
            }

            Interlocked.Decrement(ref _running);
        }
    }

    /// <summary>What a plain loop gets: the value, or none, and the attempts.</summary>
    public (OutcomeKind Kind, int Value, int Attempts) Expect(int value)
    {
        var allowed = 1 + Math.Max(_retries, 0);
        var failures = FailuresOf(value);
        return failures < allowed ? (OutcomeKind.Succeeded, Next(value), failures + 1) : (OutcomeKind.Failed, 0, allowed);
    }

    /// <summary>Whether the items of each key started in the given order, each with all its attempts in a row.</summary>
    public void CheckKeys(IEnumerable<int> arrivals)
    {
        foreach (var key in HasKeys ? arrivals.GroupBy(value => (int)Key(value)!) : [])
        {
            var expected = key.SelectMany(value => Enumerable.Repeat(value, Expect(value).Attempts));
            CollectionAssert.AreEqual(expected.ToArray(), _starts[key.Key].ToArray(), $"stage {_number}, key {key.Key}");
        }
    }

    // Values are told apart by their input and their stage, so that no two items of a stage look alike.
    private int Next(int value) => value + 100_000;

    private object? Key(int value) => value % _keys;

    private int FailuresOf(int value) => Dice(value, -1) % 10 switch
    {
        < 6 => 0,
        < 8 => 1,
        8 => 3,
        _ => int.MaxValue - 1,
    };

    private int Dice(int value, int which) => (int)((uint)HashCode.Combine(value, which, _salt) >> 1);
}
