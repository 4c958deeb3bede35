using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>A program that uses Arrea, and uses it badly.</summary>
internal static class HostVerbs
{
    /// <summary><c>host HOW COMMAND</c>: runs a command in an engine until standard input ends, and then ends without disposing of the engine.</summary>
    public static int Host(string[] rest)
    {
        var job = ArreaEngine.Create().ExecuteAsync(new Job(rest[1]) { Shell = "sh", Validate = false, Timeout = Timeout.InfiniteTimeSpan });
        while (Console.In.Read() >= 0)
        {
        }

        switch (rest[0])
        {
            case "exit":
                Environment.Exit(0);
                break;
            case "throw":
                throw new InvalidOperationException("thrown on purpose");
        }

        return job.IsCompleted ? 1 : 0;
    }
}
