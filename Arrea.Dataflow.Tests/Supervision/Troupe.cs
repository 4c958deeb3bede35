using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Supervision;

/// <summary>Parts that do what the test says, and write down what happens to them.</summary>
internal sealed class Troupe(ArreaEngine engine)
{
    private readonly Lock _gate = new();
    private readonly List<string> _log = [];
    private readonly Dictionary<string, TaskCompletionSource> _acts = [];

    /// <summary>What happened since the last look, such as <c>+a -b</c>: a was started, b was stopped.</summary>
    public string Story
    {
        get
        {
            lock (_gate)
            {
                return string.Join(' ', _log);
            }
        }
    }

    /// <summary>Parts that throw when they are told to end.</summary>
    public HashSet<string> Sore { get; } = [];

    /// <summary>Parts that do not heed their token.</summary>
    public HashSet<string> Deaf { get; } = [];

    /// <summary>Adds a part and waits until it runs.</summary>
    public async Task AddAsync(string name, params string[] dependsOn)
    {
        engine.Supervisor.Add(name, token => ActAsync(name, token), dependsOn);
        await Condition.HoldsAsync(() => Of(name).State == PartState.Running && Has($"+{name}"), $"{name} runs");
    }

    public PartInfo Of(string name) => engine.Supervisor.Parts.Single(part => part.Name == name);

    public void Forget()
    {
        lock (_gate)
        {
            _log.Clear();
        }
    }

    public void Fail(string name, string message = "broken")
        => Act(name).SetException(new IOException(message));

    public void Return(string name) => Act(name).SetResult();

    public Task StoryIsAsync(string story) => Condition.HoldsAsync(() => Story == story, $"the story is {story}, not {Story}");

    private bool Has(string entry)
    {
        lock (_gate)
        {
            return _log.Contains(entry);
        }
    }

    private TaskCompletionSource Act(string name)
    {
        lock (_gate)
        {
            return _acts[name];
        }
    }

    private async Task ActAsync(string name, CancellationToken token)
    {
        var act = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _acts[name] = act;
            _log.Add($"+{name}");
        }

        try
        {
            await (Deaf.Contains(name) ? act.Task : act.Task.WaitAsync(token));
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
            {
                _log.Add($"-{name}");
            }

            if (Sore.Contains(name))
            {
                throw new InvalidDataException("sore");
            }

            throw;
        }
    }
}
