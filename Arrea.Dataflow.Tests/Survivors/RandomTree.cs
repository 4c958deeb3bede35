using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Cli;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>A random tree of processes that lives for ever unless it is ended, and is hard to end. One seed, one tree.</summary>
/// <remarks>
/// Each node is a shell script in a file, so that nothing needs quoting. A node writes a line into a common file once it has started its children,
/// and then does one of many things for ever. What could run away is bounded: a machine outlives a test that fails.
/// </remarks>
internal sealed class RandomTree : IDisposable
{
    private const int MostChildren = 3;
    private const string Nodes = "ARREA_TEST_NODES";

    private static readonly string[] Plain =
    [
        "sh $ &",
        "nohup sh $ > /dev/null 2>&1 &",
        "setsid sh $ &",
        "setsid setsid -f sh $",
        "setsid sh -c 'setsid sh $ & wait' &",
        "(sh $ &)",
        "(setsid sh $ < /dev/null > /dev/null 2>&1 &)",
        "(trap '' TERM HUP INT; exec sh $) &",
        "sh -c 'exec sh -c \"exec sh $\"' &",
        JobControl,
        "sh $ | cat | cat &",
    ];

    // It does not wait for its job: one that stops would end the wait, and the shell; the system then hangs up on the whole group, and this plan is over.
    private const string JobControl = "bash -c 'set -m; sh $ & sleep 1000; true' &";

    // Its parent lives on, so that the way from there leads to it.
    private const string WithoutMark = "env -i ARREA_TEST_MARK=\"$ARREA_TEST_MARK\" ARREA_TEST_NODES=\"$ARREA_TEST_NODES\" PATH=\"$PATH\" setsid sh $ &";

    // The first ones start nothing once they have been asked to end: a child born to a process without a mark that then dies is nobody's.
    private const int QuietLives = 7;

    private static readonly string[] Lives =
    [
        "exec sleep 1000",
        "sleep 1000 & wait",
        "sleep 1000; sleep 1000; true",
        "kill -STOP $$; exec sleep 1000",
        "trap '' TERM; sleep 1000; sleep 1000; sleep 1000",
        "trap '' TERM; kill -STOP $$; sleep 1000; sleep 1000",
        "trap 'sleep 0.01; exit 3' TERM; sleep 1000 & wait",
        "trap 'setsid sleep 1000 & sleep 1000 &' TERM; n=0; while [ $n -lt 9 ]; do sleep 1000 & wait; n=$((n + 1)); done",
        "n=0; while [ $n -lt 60 ]; do setsid sleep 1000 & sleep 1000 & sleep 0.005; n=$((n + 1)); done; wait",
        "trap '' TERM; n=0; while [ $n -lt 60 ]; do (setsid sh -c 'sleep 0.01; exec sleep 1000' &); sleep 0.005; n=$((n + 1)); done; sleep 1000",
        "n=0; while [ $n -lt 9999 ]; do sleep 0.002; n=$((n + 1)); done; sleep 1000",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random;
    private readonly bool _hasPrograms;
    private readonly Marks _marks;

    /// <summary>Plans a tree.</summary>
    /// <param name="seed">Which one.</param>
    /// <param name="hasPrograms">Whether some of its nodes may be .NET programs, arrea among them, which are slow to start.</param>
    /// <param name="marks">Whether some of its nodes may lose their mark.</param>
    public RandomTree(int seed, bool hasPrograms, Marks marks = Marks.MayBeLost)
    {
        Seed = seed;
        _hasPrograms = hasPrograms;
        _marks = marks;
        _random = new Random(seed);
        File.WriteAllText(_folder["nodes"], "");
        Root = Plan(depth: _random.Next(1, 4), mustStay: true, Lives);

        // One that has lost its mark is found by its parents, so it must not be just about to be born.
        Wanted = HasLostMark ? Count : _random.Next(1, Count + 1);
    }

    /// <summary>What becomes of the variable that processes of a job are known by.</summary>
    public enum Marks
    {
        MayBeLost,
        Kept,
    }

    public int Seed { get; }

    /// <summary>What a shell runs it by.</summary>
    public string Root { get; }

    /// <summary>Its scripts.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them are to be there when it is ended: sometimes all, sometimes only the first.</summary>
    public int Wanted { get; }

    public bool HasLostMark { get; private set; }

    public MarkedProcesses Processes { get; } = new();

    /// <summary>Whether it is to be ended now.</summary>
    public bool IsReady => File.ReadLines(_folder["nodes"]).Count() >= Wanted;

    /// <summary>Waits until each of some trees is to be ended.</summary>
    public static async Task AreReadyAsync(RandomTree[] trees)
    {
        try
        {
            await Condition.HoldsAsync(() => Array.TrueForAll(trees, static tree => tree.IsReady), "the trees are there");
        }
        catch (AssertFailedException)
        {
            Assert.Fail(string.Join('\n', trees.Where(static tree => !tree.IsReady).Select(static tree => tree.Describe())));
            throw;
        }
    }

    /// <summary>The tree as a job.</summary>
    public Job Job => new(Root) { Environment = Variables, Shell = "sh", Validate = false };

    /// <summary>What its processes need to have in their environment.</summary>
    public Dictionary<string, string?> Variables => new(Processes.Variables)
    {
        [Nodes] = _folder["nodes"],
        ["DOTNET"] = CliProcess.Host,
        ["ARREA"] = CliProcess.Program,
        ["CHILD"] = ChildProgram.Path,
    };

    /// <summary>Fails if any of its processes is there.</summary>
    public void AssertGone(string ending)
        => Assert.AreEqual(0, Processes.Count, $"{ending}: {Describe()}");

    public void Dispose()
    {
        Processes.Dispose();
        _folder.Dispose();
    }

    private string Describe() => $"seed {Seed}, {Wanted} of {Count} scripts:\n{string.Join('\n', Processes.Describe())}\n" +
        string.Join('\n', Directory.GetFiles(_folder.Path, "*.sh").Order(StringComparer.Ordinal).Select(static file => $"--- {file}\n{File.ReadAllText(file)}"));

    /// <summary>Writes the script of a node and those of its children.</summary>
    /// <returns>A line of shell that runs it.</returns>
    private string Plan(int depth, bool mustStay, ReadOnlySpan<string> lives)
    {
        var file = _folder[$"{Count++}.sh"];
        var lines = new List<string>();
        var hasLostChild = false;
        for (var left = depth == 0 ? 0 : _random.Next(Count == 1 ? 1 : 0, MostChildren); left > 0; left--)
        {
            var kind = _random.Next(_marks == Marks.Kept ? 1 : 0, 20);
            hasLostChild |= kind == 0;
            HasLostMark |= kind == 0;
            lines.Add(kind switch
            {
                0 => WithoutMark.Replace("sh $", $"sh {Script(Plan(0, mustStay: true, Lives.AsSpan(0, QuietLives)))}", StringComparison.Ordinal),
                1 when _hasPrograms => $"\"$CHILD\" tree {_random.Next()} 1 >> \"${Nodes}\" &",
                2 when _hasPrograms => $"\"$DOTNET\" \"$ARREA\" run --timeout 0 --no-validate -o none -c '{Plan(depth - 1, mustStay: true, Lives)}' &",
                _ => PlanPlain(depth - 1, Plain[_random.Next(Plain.Length)]),
            });
        }

        // One that goes leaves orphans. The root would end the job by that.
        lines.Add($"echo node >> \"${Nodes}\"");
        lines.Add(!mustStay && !hasLostChild && _random.Next(6) == 0 ? "exit 0" : lives[_random.Next(lives.Length)]);
        File.WriteAllLines(file, lines);
        return $"sh {file}";
    }

    private string PlanPlain(int depth, string kind)
        => kind.Replace("$", Script(Plan(depth, mustStay: kind == JobControl, Lives)), StringComparison.Ordinal);

    private static string Script(string line) => line["sh ".Length..];
}
