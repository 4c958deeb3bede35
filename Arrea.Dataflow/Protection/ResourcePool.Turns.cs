namespace Arrea.Dataflow.Protection;

/// <content>Whose turn it is, and what happens in it.</content>
public sealed partial class ResourcePool<T>
{
    private async ValueTask<PooledResource<T>> RentInTimeAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await RentCoreAsync(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(error.Message, error, cancellationToken);
        }
        catch (OperationCanceledException error) when (timeout.IsCancellationRequested)
        {
            throw new TimeoutException($"No resource came within {limit}.", error);
        }
    }

    private async ValueTask<PooledResource<T>> RentCoreAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitLine<bool, Turn>.Waiter? waiter = null;
        Turn turn;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_line.Count > 0 || !TryTakeTurn(out turn))
            {
                turn = default;
                waiter = _line.Join(need: true);
            }
        }

        if (waiter is not null)
        {
            turn = await WaitLine<bool, Turn>.WaitAsync(waiter, cancellationToken).ConfigureAwait(false);
        }

        if (turn.HasResource)
        {
            if (await ServesAsync(turn.Resource!, cancellationToken).ConfigureAwait(false))
            {
                return new PooledResource<T>(this, turn.Resource!);
            }

            await DisposeResourceAsync(turn.Resource!).ConfigureAwait(false);
        }

        return new PooledResource<T>(this, await MakeAsync(cancellationToken).ConfigureAwait(false));
    }

    // Under the lock: an idle resource, or the place for a new one.
    private bool TryTakeTurn(out Turn turn)
    {
        if (_idle.Last is { } last)
        {
            _idle.RemoveLast();
            turn = new Turn(true, last.Value.Resource);
            return true;
        }

        turn = default;
        if (_size >= _options.Max)
        {
            return false;
        }

        _size++;
        return true;
    }

    private void ServeWaiters()
    {
        while (_line.Count > 0 && TryTakeTurn(out var turn))
        {
            _line.Serve(turn);
        }
    }

    private async ValueTask<bool> ServesAsync(T resource, CancellationToken cancellationToken)
    {
        if (_options.IsHealthy is not { } isHealthy)
        {
            return true;
        }

        try
        {
            return await isHealthy(resource, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody knows whether it is dead: the next renter checks it again.
            GiveBack(resource);
            throw;
        }
        catch (Exception)
        {
            return false;
        }
    }

    // The place is counted already; it is free again if nothing comes of it.
    private async ValueTask<T> MakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _factory(cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidOperationException("The factory of the pool gave null.");
        }
        catch
        {
            FreePlace();
            throw;
        }
    }

    private static async ValueTask DisposeResourceAsync(T resource)
    {
        try
        {
            if (resource is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                (resource as IDisposable)?.Dispose();
            }
        }
        catch (Exception)
        {
            // It goes either way, and its last user is not to blame.
        }
    }

    private void FreePlace(bool isExpected = false)
    {
        lock (_gate)
        {
            _size--;
            _leaving -= isExpected ? 1 : 0;
            if (!_disposed)
            {
                ServeWaiters();
            }

            EndWhenEmpty();
        }
    }

    private async Task ReplenishAsync()
    {
        try
        {
            await WarmAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The next renter tries again, and is told. A disposed pool needs no more.
        }
    }

    private void EndWhenEmpty()
    {
        if (_disposed && _size == 0)
        {
            _drained.TrySetResult();
        }
    }

    private void OnAlarm()
    {
        List<T> expired = [];
        lock (_gate)
        {
            _alarm.Clear();
            var latest = _time.GetTimestamp() - _idleLifetime + _alarm.Slack;
            while (!_disposed && _size - _leaving > _options.Min && _idle.First is { } first && first.Value.Since <= latest)
            {
                _idle.RemoveFirst();
                _leaving++;
                expired.Add(first.Value.Resource);
            }

            SetAlarm();
        }

        expired.ForEach(resource => Bury(resource, isExpected: true));
    }

    // Under the lock. When all that is left must stay, the alarm rests until a resource comes back.
    private void SetAlarm()
    {
        if (_idleLifetime > 0 && _size - _leaving > _options.Min && _idle.First is { } first)
        {
            _alarm.SetBy(first.Value.Since + _idleLifetime);
        }
    }

    private readonly record struct Turn(bool HasResource, T? Resource);
}
