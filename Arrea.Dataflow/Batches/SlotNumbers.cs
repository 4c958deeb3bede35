namespace Arrea.Dataflow.Batches;

/// <summary>The numbers of the slots that attempts of a batch run in, for those that ask: from 1, always the lowest free one.</summary>
internal sealed class SlotNumbers
{
    private readonly Lock _gate = new();
    private readonly SortedSet<int> _free = [];
    private int _highest;

    /// <summary>Takes the lowest free number.</summary>
    public int Take()
    {
        lock (_gate)
        {
            if (_free.Count == 0)
            {
                return ++_highest;
            }

            var number = _free.Min;
            _free.Remove(number);
            return number;
        }
    }

    /// <summary>Gives a number back.</summary>
    public void Return(int number)
    {
        lock (_gate)
        {
            _free.Add(number);
        }
    }
}
