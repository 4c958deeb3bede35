using System.Globalization;
using Arrea.Dataflow.Tests.Cli;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>An <c>arrea run</c> whose every process can be counted: itself, its jobs, and its watchdog.</summary>
internal static class HostProcess
{
    public const int Hangup = 1;
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int TerminalStop = 20;

    /// <summary>Starts <c>arrea run</c>.</summary>
    /// <param name="context">The test.</param>
    /// <param name="processes">Counts them. A watchdog inherits nothing but the search path, so the mark is a folder of that as well.</param>
    /// <param name="variables">Further variables.</param>
    /// <param name="arguments">What comes after <c>run</c>.</param>
    public static CliProcess Start(TestContext context, MarkedProcesses processes, IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var (name, mark) = processes.Variables.Single();
        var all = new Dictionary<string, string?>(variables)
        {
            [name] = mark,
            ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/{name}={mark}",
        };
        return CliProcess.StartProgram(
            context, "/usr/bin/env", [.. all.Select(static variable => $"{variable.Key}={variable.Value}"), CliProcess.Host, CliProcess.Program, "run", .. arguments]);
    }

    public static CliProcess Start(TestContext context, MarkedProcesses processes, params string[] arguments)
        => Start(context, processes, new Dictionary<string, string?>(), arguments);

    /// <summary>Starts <c>arrea run</c> with trees for jobs, all at once.</summary>
    public static CliProcess Start(TestContext context, MarkedProcesses processes, RandomTree[] trees, params string[] flags)
        => Start(context, processes, [.. flags, "-j", "0", "--timeout", "0", "--no-validate", "-o", "none", .. trees.SelectMany(JobOf)]);

    /// <summary>Sends a signal to any process.</summary>
    public static void Send(int process, int signal) => Assert.AreEqual(0, CliProcess.Send(process, signal));

    /// <summary>The watchdogs that a process has started, alive.</summary>
    public static IEnumerable<int> WatchdogsOf(int host)
        => Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && ProcessState.Read(pid) is { State: not 'Z' } state && state.Parent == host
                && ProcessState.CommandLine(pid).Contains("arrea-watchdog", StringComparison.Ordinal));

    // A tree has marks of its own, of which only the place of its nodes is needed here.
    private static string[] JobOf(RandomTree tree)
        => ["-c", $"{string.Concat(tree.Variables.Where(static variable => variable.Key != "ARREA_TEST_MARK").Select(static variable => $"{variable.Key}='{variable.Value}' "))}{tree.Root}"];
}
