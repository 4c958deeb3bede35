namespace Arrea.Dataflow.Protection;

/// <summary>A capacity, such as memory or money, that holders reserve parts of, each within its quota.</summary>
/// <remarks>
/// Each reservation is kept by itself and freed whole, so the sum is always exact: never below zero, never above
/// the capacity. Safe for any number of threads. A holder without a reservation takes no memory.
/// </remarks>
public sealed class ResourceBudget
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly long _quota;
    private TaskCompletionSource? _freed;
    private long _used;

    /// <summary>Makes a budget of which nothing is reserved.</summary>
    /// <param name="options">How much it gives out. Null (default): the default options.</param>
    public ResourceBudget(ResourceBudgetOptions? options = null)
    {
        options ??= new ResourceBudgetOptions();
        Capacity = options.Capacity;
        _quota = Math.Min(options.Quota ?? options.Capacity, options.Capacity);
    }

    /// <summary>The most reserved at once.</summary>
    public long Capacity { get; }

    /// <summary>What is reserved now. From 0 to <see cref="Capacity"/>.</summary>
    public long Used
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>What one holder has reserved now.</summary>
    /// <param name="holder">The holder.</param>
    /// <returns>From 0 to its quota.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="holder"/> is null.</exception>
    public long UsedBy(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        lock (_gate)
        {
            return _accounts.TryGetValue(holder, out var account) ? account.Used : 0;
        }
    }

    /// <summary>Reserves an amount if it fits into the capacity and the holder's quota. Never waits.</summary>
    /// <param name="holder">For whom. Compared by its characters.</param>
    /// <param name="amount">How much: all of it or nothing. 1 or more.</param>
    /// <returns>Whether it was reserved.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="holder"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="amount"/> is below 1.</exception>
    public bool Reserve(string holder, long amount)
    {
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        lock (_gate)
        {
            var account = _accounts.GetValueOrDefault(holder);
            if (amount > Capacity - _used || amount > _quota - (account?.Used ?? 0))
            {
                return false;
            }

            if (account is null)
            {
                account = new Account();
                _accounts.Add(holder, account);
            }

            account.Reservations.Enqueue(amount);
            account.Used += amount;
            _used += amount;
            return true;
        }
    }

    /// <summary>Frees the holder's oldest reservation.</summary>
    /// <param name="holder">Whose.</param>
    /// <returns>The amount freed; 0 when it has no reservation.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="holder"/> is null.</exception>
    public long Release(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        lock (_gate)
        {
            if (!_accounts.TryGetValue(holder, out var account))
            {
                return 0;
            }

            var amount = account.Reservations.Dequeue();
            account.Used -= amount;
            _used -= amount;
            if (account.Reservations.Count == 0)
            {
                _accounts.Remove(holder);
            }

            TellFreed();
            return amount;
        }
    }

    /// <summary>Frees all reservations of the holder, as when it has ended.</summary>
    /// <param name="holder">Whose.</param>
    /// <returns>The amount freed; 0 when it has no reservation.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="holder"/> is null.</exception>
    public long ReleaseAll(string holder)
    {
        ArgumentNullException.ThrowIfNull(holder);
        lock (_gate)
        {
            if (!_accounts.Remove(holder, out var account))
            {
                return 0;
            }

            _used -= account.Used;
            TellFreed();
            return account.Used;
        }
    }

    /// <summary>The most that one reservation can be.</summary>
    internal long LargestReservation => _quota;

    /// <summary>Reserves an amount as <see cref="Reserve(string, long)"/> does; if it does not fit, says when it is worth another try.</summary>
    internal bool Reserve(string holder, long amount, out Task freed)
    {
        lock (_gate)
        {
            // Asked for under the same lock, so that nothing is freed in between without being noticed.
            var reserved = Reserve(holder, amount);
            freed = reserved ? Task.CompletedTask : (_freed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            return reserved;
        }
    }

    /// <summary>Frees the holder's oldest reservation of just this amount.</summary>
    internal void Release(string holder, long amount)
    {
        lock (_gate)
        {
            if (!_accounts.TryGetValue(holder, out var account) || !account.Reservations.Contains(amount))
            {
                return;
            }

            var others = account.Reservations.Count;
            for (var found = false; others > 0; others--)
            {
                var reservation = account.Reservations.Dequeue();
                if (!found && reservation == amount)
                {
                    found = true;
                    continue;
                }

                account.Reservations.Enqueue(reservation);
            }

            account.Used -= amount;
            _used -= amount;
            if (account.Reservations.Count == 0)
            {
                _accounts.Remove(holder);
            }

            TellFreed();
        }
    }

    // Continuations run on the thread pool.
    private void TellFreed()
    {
        _freed?.SetResult();
        _freed = null;
    }

    private sealed class Account
    {
        public Queue<long> Reservations { get; } = new();

        public long Used { get; set; }
    }
}
