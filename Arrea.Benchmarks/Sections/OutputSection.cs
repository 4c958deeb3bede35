using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>How fast the output of one command is read, and in how much memory.</summary>
internal sealed class OutputSection : ISection
{
    private const int LargePipe = 1024 * 1024;
    private const long Megabyte = 1_000_000;
    private const long FlatMemory = 16 * Megabyte;
    private const string Capture = "Arrea, bounded capture";
    private const string Native = "C, 64 KiB buffer";
    private const string NativeLargePipe = "C, 64 KiB buffer, 1 MiB pipe";

    public string Name => "output";

    public string Question => "How many megabytes a second are read from one command, and what does that hold in memory?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        using var native = NativeProgram.TryCompile(NativeSources.Read);
        yield return Memory(quick ? [10, 100] : [100, 1_000, 10_000]);
        yield return Bytes((quick ? 10 : 100) * Megabyte, native);
        using var file = new LineFile((quick ? 10 : 100) * Megabyte / LineFile.LineLength);
        yield return Lines(file, native);
    }

    private static ArmGroup Memory(int[] megabytes)
    {
        var arms = megabytes.Select(static size => new Arm($"{Capture}, {size} MB", new OutputRuns(size * Megabyte).ArreaCaptureAsync)).ToList();
        return new ArmGroup
        {
            Title = "peak of resident memory",
            Count = 1,
            Parallelism = 1,
            Baseline = arms[0].Name,
            Measure = Measure.BytesPerOperation,
            Arms = arms,
            Goals = [new Goal(arms[^1].Name, Bound.BytesAtMost, FlatMemory)],
            Rounds = 1,
            HasWarmUp = false,
        };
    }

    private static ArmGroup Bytes(long volume, NativeProgram? native)
    {
        var runs = new OutputRuns(volume);
        var candidates = new Candidates();
        candidates.Add(Capture, runs.ArreaCaptureAsync);
        candidates.Add("Arrea, handler", runs.ArreaHandlerAsync);
        candidates.Add("Arrea, to a file, no capture", runs.ArreaToFileAsync);
        candidates.Add("Process, to a string", runs.ProcessToTextAsync);
        candidates.Add("Process, to nothing", runs.ProcessToNullAsync);
        candidates.Add("Process, to nothing, blocking", runs.ProcessToNullBlocking);
        candidates.Add("MedallionShell, to a string", runs.MedallionAsync);
        candidates.AddNative(NativeLargePipe, native, program => runs.NativeAsync(program, LargePipe));
        candidates.AddNative(Native, native, program => runs.NativeAsync(program, pipeSize: 0));
        return Group("bytes", volume, candidates, new Goal(Capture, Bound.AtLeast, 1_500));
    }

    private static ArmGroup Lines(LineFile file, NativeProgram? native)
    {
        const string arrea = "Arrea, bytes";
        var runs = new LineRuns(file);
        var candidates = new Candidates();
        candidates.Add(arrea, runs.ArreaBytesAsync);
        candidates.Add("Arrea, strings", runs.ArreaStringsAsync);
        candidates.Add("Process, ReadLineAsync", runs.ProcessReadLineAsync);
        candidates.Add("Process, Pipelines, strings", runs.PipelinesAsync);
        candidates.Add("Process, Pipelines, bytes", runs.PipelinesBytesAsync);
        candidates.AddNative(Native, native, runs.NativeAsync);
        return Group($"lines of {LineFile.LineLength} bytes", file.Bytes, candidates, new Goal(arrea, Bound.AtLeast, 400));
    }

    private static ArmGroup Group(string title, long volume, Candidates candidates, Goal goal) => new()
    {
        Title = title,
        Count = 1,
        Parallelism = 1,
        Volume = volume,
        Baseline = candidates.Arms[^1].Name,
        Measure = Measure.MegabytesPerSecond,
        Arms = candidates.Arms,
        LeftOut = candidates.LeftOut,
        Goals = [goal],
    };
}
