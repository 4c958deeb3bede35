using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>How many short commands a second, beside other ways to start them.</summary>
internal sealed class CommandsSection : ISection
{
    private const int Parallelism = 4;

    public string Name => "commands";

    public string Question => "How many times a second does `sh -c true` run, four at once?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        var count = quick ? 200 : 2_000;
        using var native = NativeSpawner.TryCompile();
        var runs = new CommandRuns(count, Parallelism);
        List<Arm> arms =
        [
            new Arm("Arrea RunAsync", runs.ArreaAsync),
            new Arm("Process, outputs read", runs.ProcessAsync),
            new Arm("MedallionShell", runs.MedallionAsync),
        ];
        if (CommandRuns.HasXargs)
        {
            arms.Add(new Arm("xargs -P", runs.XargsAsync));
        }

        if (native is not null)
        {
            arms.Add(new Arm("C, vfork and exec", () => runs.ProgramAsync(native.Path, [$"{count}", $"{Parallelism}"])));
        }

        yield return new ArmGroup
        {
            Count = count,
            Parallelism = Parallelism,
            Baseline = arms[^1].Name,
            Measure = Measure.OperationsPerSecond,
            Arms = arms,
        };
    }
}
