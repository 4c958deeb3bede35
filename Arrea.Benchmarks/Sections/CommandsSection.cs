using System.Globalization;
using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>How many short commands a second, beside other ways to start them.</summary>
internal sealed class CommandsSection : ISection
{
    private const int Few = 4;
    private const int Many = 1_000;

    // Those of the runtime itself, about a dozen, among them.
    private const int MostThreadsPerCore = 16;
    private const string Arrea = "Arrea RunAsync";
    private const string Process = "Process, outputs read";
    private const string Native = "C, posix_spawn";
    private const string Xargs = "xargs -P";
    private const string GnuParallel = "GNU parallel";
    private const string ArreaProgram = "arrea run";

    public string Name => "commands";

    public string Question => "How many times a second does `sh -c true` run, from one at once to a thousand?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        // First: a thread pool that has grown lasts longer than a section.
        yield return quick ? Sleeps(100, seconds: 1) : Sleeps(Many, seconds: 2);
        using var native = NativeProgram.TryCompile(NativeSources.Spawn);
        yield return WithPeers(quick ? 100 : 300, native);
        yield return Scaled(1, quick ? 50 : 100, native);
        yield return Scaled(64, quick ? 100 : 300, native);
        yield return Scaled(Many, quick ? 200 : 1_000, native);
        var file = Path.GetTempFileName();
        try
        {
            var lines = quick ? 200 : 2_000;
            File.WriteAllLines(file, Enumerable.Repeat("true", lines));
            yield return Programs(file, lines);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private ArmGroup WithPeers(int count, NativeProgram? native)
    {
        var runs = new CommandRuns(count, Few);
        var candidates = new Candidates();
        candidates.Add(Arrea, runs.ArreaAsync);
        candidates.Add("Process, not redirected", runs.PlainProcessAsync);
        candidates.Add(Process, runs.ProcessAsync);
        candidates.Add("MedallionShell", runs.MedallionAsync);
        candidates.Add(GnuParallel, runs.GnuParallelAsync, PeerPrograms.GnuParallel is null ? PeerPrograms.NoGnuParallel : null);
        candidates.Add(Xargs, runs.XargsAsync, PeerPrograms.Xargs is null ? PeerPrograms.NoXargs : null);
        candidates.AddNative(Native, native, runs.NativeAsync);
        return Commands(count, Few, candidates) with
        {
            Rounds = 3,
            Goals = [new Goal(Arrea, Bound.AtLeast, 0.85, Native), new Goal(Arrea, Bound.BytesAtMost, 1_024)],
        };
    }

    private ArmGroup Scaled(int parallelism, int count, NativeProgram? native)
    {
        var runs = new CommandRuns(count, parallelism);
        var candidates = new Candidates();
        candidates.Add(Arrea, runs.ArreaAsync);
        candidates.Add(Process, runs.ProcessAsync);
        candidates.AddNative(Native, native, runs.NativeAsync);
        return Commands(count, parallelism, candidates) with { Rounds = 2, HasWarmUp = false };
    }

    private static ArmGroup Commands(int count, int parallelism, Candidates candidates) => new()
    {
        Title = "sh -c true",
        Count = count,
        Parallelism = parallelism,
        Baseline = candidates.Arms[^1].Name,
        Measure = Measure.OperationsPerSecond,
        Arms = candidates.Arms,
        LeftOut = candidates.LeftOut,
    };

    private static ArmGroup Sleeps(int count, int seconds)
    {
        var runs = new SleepRuns(count, seconds);
        return new ArmGroup
        {
            Title = $"sleep {seconds}, all at once",
            Count = count,
            Parallelism = count,
            Baseline = Process,
            Measure = Measure.ThreadsAtPeak,
            Arms = [new Arm(Arrea, runs.ArreaAsync), new Arm(Process, runs.ProcessAsync)],
            Goals = [new Goal(Arrea, Bound.AtMost, MostThreadsPerCore * Environment.ProcessorCount)],
            Rounds = 1,
            HasWarmUp = false,
        };
    }

    private static ArmGroup Programs(string file, int lines)
    {
        var candidates = new Candidates();
        var workers = Few.ToString(CultureInfo.InvariantCulture);
        candidates.Add(
            ArreaProgram,
            () => WholeProgram.RunAsync(
                PeerPrograms.Arrea[0],
                [.. PeerPrograms.Arrea.Skip(1), "run", "-j", workers, "-q", "--timeout", "0", "--shell", PeerPrograms.Shell, "-a", file]),
            PeerPrograms.Arrea.Count == 0 ? PeerPrograms.NoArrea : null);
        candidates.Add(
            GnuParallel,
            () => WholeProgram.RunAsync(PeerPrograms.Shell, ["-c", $"PARALLEL_SHELL={PeerPrograms.Shell} {PeerPrograms.GnuParallel} --will-cite -j {workers} < {file}"]),
            PeerPrograms.GnuParallel is null ? PeerPrograms.NoGnuParallel : null);
        candidates.Add(
            Xargs,
            () => WholeProgram.RunAsync(PeerPrograms.Shell, ["-c", $"{PeerPrograms.Xargs} -P {workers} -I {{}} {PeerPrograms.Shell} -c {{}} < {file}"]),
            PeerPrograms.Xargs is null ? PeerPrograms.NoXargs : null);
        return new ArmGroup
        {
            Title = "whole programs, a file of `true`",
            Count = lines,
            Parallelism = Few,
            Baseline = candidates.Arms.Count > 0 ? candidates.Arms[^1].Name : Xargs,
            Measure = Measure.OperationsPerSecond,
            Arms = candidates.Arms,
            LeftOut = candidates.LeftOut,
            Goals = [new Goal(ArreaProgram, Bound.AtLeast, 4, GnuParallel), new Goal(ArreaProgram, Bound.AtLeast, 0.9, Xargs)],
            Rounds = 2,
            HasWarmUp = false,
        };
    }
}
