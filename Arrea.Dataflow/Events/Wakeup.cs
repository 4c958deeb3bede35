namespace Arrea.Dataflow.Events;

/// <summary>Where a thread waits until it is woken: one call of <see cref="Wake"/> for each of <see cref="Wait"/>, in either order.</summary>
internal sealed class Wakeup
{
    private readonly object _gate = new();
    private bool _woken;

    public void Wait()
    {
        lock (_gate)
        {
            while (!_woken)
            {
                Monitor.Wait(_gate);
            }

            _woken = false;
        }
    }

    public void Wake()
    {
        lock (_gate)
        {
            _woken = true;
            Monitor.Pulse(_gate);
        }
    }
}
