namespace Arrea.Benchmarks.Compare;

/// <summary>An arm did not do the work. It must fail, not win.</summary>
internal sealed class WrongWorkException : Exception
{
    public WrongWorkException()
    {
    }

    public WrongWorkException(string message)
        : base(message)
    {
    }

    public WrongWorkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public static void Require<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new WrongWorkException($"{what}: expected {expected}, was {actual}");
        }
    }
}
