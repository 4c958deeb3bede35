namespace Arrea.Dataflow.Tests.Support;

/// <summary>How much the tests do: a part by default, everything with ARREA_TEST_FULL=1.</summary>
internal static class TestScale
{
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("ARREA_TEST_FULL") == "1";

    /// <summary>Chooses an amount, and notes what the smaller one leaves out.</summary>
    public static int Choose(int part, int full, string what)
    {
        if (IsFull)
        {
            return full;
        }

        TestNotes.Add($"left out: {what}: {full - part} of {full} (ARREA_TEST_FULL=1)");
        return part;
    }
}
