using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>The arms of a group: those that can run here, and those that cannot.</summary>
internal sealed class Candidates
{
    public List<Arm> Arms { get; } = [];

    public List<LeftOut> LeftOut { get; } = [];

    /// <param name="name">The arm's name.</param>
    /// <param name="run">Does its work.</param>
    /// <param name="missing">Why it cannot run on this machine; null when it can.</param>
    public void Add(string name, Func<Task<Sample>> run, string? missing = null)
    {
        if (missing is null)
        {
            Arms.Add(new Arm(name, run));
        }
        else
        {
            LeftOut.Add(new LeftOut(name, missing));
        }
    }

    /// <summary>An arm that is a C program.</summary>
    public void AddNative(string name, NativeProgram? program, Func<NativeProgram, Task<Sample>> run)
        => Add(name, () => run(program!), program is null ? NativeProgram.NoCompiler : null);
}
