using System.Collections.Immutable;
using System.Reactive.Disposables;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>Gives what a source yields to all who are subscribed, from the first subscription on.</summary>
internal sealed class OutcomeObservable<T>(IReceivableSourceBlock<Outcome<T>> source) : IObservable<Outcome<T>>
{
    private readonly Lock _gate = new();
    private ImmutableArray<IObserver<Outcome<T>>> _observers = [];
    private bool _started;
    private bool _ended;
    private Exception? _error;

    public IDisposable Subscribe(IObserver<Outcome<T>> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        bool starts, ended;
        lock (_gate)
        {
            starts = !_started;
            ended = _ended;
            _started = true;
            if (!ended)
            {
                _observers = _observers.Add(observer);
            }
        }

        if (ended)
        {
            End(observer);
            return Disposable.Empty;
        }

        if (starts)
        {
            _ = Task.Run(DeliverAsync);
        }

        return Disposable.Create(() => Detach(observer));
    }

    private async Task DeliverAsync()
    {
        while (await source.OutputAvailableAsync().ConfigureAwait(false))
        {
            while (source.TryReceive(out var outcome))
            {
                foreach (var observer in _observers)
                {
                    Tell(observer, outcome);
                }
            }
        }

        await source.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ImmutableArray<IObserver<Outcome<T>>> observers;
        lock (_gate)
        {
            _error = source.Completion.Exception?.InnerException;
            _ended = true;
            observers = _observers;
            _observers = [];
        }

        foreach (var observer in observers)
        {
            End(observer);
        }
    }

    private void Tell(IObserver<Outcome<T>> observer, Outcome<T> outcome)
    {
        try
        {
            observer.OnNext(outcome);
        }
        catch (Exception)
        {
            Detach(observer);
        }
    }

    private void End(IObserver<Outcome<T>> observer)
    {
        try
        {
            if (_error is null)
            {
                observer.OnCompleted();
            }
            else
            {
                observer.OnError(_error);
            }
        }
        catch (Exception)
        {
            Detach(observer);
        }
    }

    private void Detach(IObserver<Outcome<T>> observer)
    {
        lock (_gate)
        {
            _observers = _observers.Remove(observer);
        }
    }
}
