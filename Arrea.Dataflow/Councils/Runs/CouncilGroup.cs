namespace Arrea.Dataflow.Councils.Runs;

/// <summary>Runs that belong together: they outlive whoever starts them, and end with the group at the latest. None is ever started again by itself.</summary>
/// <param name="runs">Starts them.</param>
public sealed class CouncilGroup(CouncilRuns runs) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<CouncilRun> _children = [];
    private bool _isDisposed;

    /// <summary>The runs that go on, in the order in which they were started.</summary>
    public IReadOnlyList<CouncilRun> Children
    {
        get
        {
            lock (_gate)
            {
                _children.RemoveAll(static run => run.EndedAt is not null);
                return [.. _children];
            }
        }
    }

    /// <summary>Starts a run in the group.</summary>
    /// <param name="council">The council.</param>
    /// <param name="input">What is asked.</param>
    /// <param name="options">How it goes; null for the defaults.</param>
    /// <returns>The run.</returns>
    /// <exception cref="InvalidCouncilException">The council is not valid, or asks for what runs do not do.</exception>
    /// <exception cref="RunAlreadyStartedException">A run of the id that was asked for goes on.</exception>
    /// <exception cref="ObjectDisposedException">The group has been disposed.</exception>
    public CouncilRun Start(CouncilSpec council, CouncilInput input, CouncilRunOptions? options = null)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _children.RemoveAll(static run => run.EndedAt is not null);
            var run = runs.Start(council, input, options);
            _children.Add(run);
            return run;
        }
    }

    /// <summary>Terminates all its runs. They have ended when it returns, and the group can be used on.</summary>
    public void TerminateAll()
    {
        foreach (var run in Children)
        {
            run.Terminate();
        }
    }

    /// <summary>Terminates all its runs, and takes no more. Done when their recorders have been finalised.</summary>
    public async ValueTask DisposeAsync()
    {
        IReadOnlyList<CouncilRun> left;
        lock (_gate)
        {
            _isDisposed = true;
            left = [.. _children];
        }

        foreach (var run in left)
        {
            run.Terminate();
        }

        await Task.WhenAll(left.Select(static run => run.Recorded)).ConfigureAwait(false);
    }
}
