using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>A program that uses Arrea, and uses it badly.</summary>
internal static class HostVerbs
{
    /// <summary><c>host HOW COMMAND</c>: runs a command in an engine, says when it is done, and ends with its standard input, without disposing of the engine.</summary>
    public static int Host(string[] rest)
    {
        var job = ArreaEngine.Create().ExecuteAsync(new Job(rest[1]) { Shell = "sh", Validate = false, Timeout = Timeout.InfiniteTimeSpan });
        _ = job.ContinueWith(static _ => Console.Out.WriteLine("done"), TaskScheduler.Default);
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
