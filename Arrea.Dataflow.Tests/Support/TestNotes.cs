namespace Arrea.Dataflow.Tests.Support;

/// <summary>Lines that a passing test has to say. The runner hides its output, so they also go to the file named by ARREA_TEST_NOTES.</summary>
internal static class TestNotes
{
    private static readonly Lock Gate = new();

    public static void Add(string line)
    {
        Console.WriteLine(line);
        if (Environment.GetEnvironmentVariable("ARREA_TEST_NOTES") is not { Length: > 0 } file)
        {
            return;
        }

        lock (Gate)
        {
            File.AppendAllText(file, line + "\n");
        }
    }
}
