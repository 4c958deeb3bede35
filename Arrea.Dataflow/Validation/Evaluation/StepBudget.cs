namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Counts the steps of one evaluation, so that no text takes long. Once it is out, everything ends at once.</summary>
/// <param name="steps">How many steps there are.</param>
internal sealed class StepBudget(int steps)
{
    private int _left = steps;

    public bool IsOut { get; private set; }

    /// <summary>Takes steps.</summary>
    /// <returns>Whether they were there; false from then on.</returns>
    public bool Spend(int steps = 1)
    {
        if (IsOut || steps < 0 || (_left -= steps) < 0)
        {
            IsOut = true;
        }

        return !IsOut;
    }

    /// <summary>Takes the steps for work on that many characters.</summary>
    public bool SpendText(long characters) => Spend(1 + (int)Math.Min(characters / 32, int.MaxValue - 1));

    public void GiveUp() => IsOut = true;
}
