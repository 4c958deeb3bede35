namespace Arrea.Dataflow.Tests.Child;

/// <summary>Doing nothing.</summary>
internal static class Waiting
{
    public static int For(int milliseconds)
    {
        Thread.Sleep(milliseconds);
        return 0;
    }

    public static int ForEver() => For(Timeout.Infinite);
}
