using Arrea.Dataflow.Councils.Keys;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition.Checking;

/// <summary>Gathers problems, each once.</summary>
internal sealed class ProblemList
{
    private readonly List<CouncilProblem> _problems = [];
    private readonly HashSet<CouncilProblem> _seen = [];

    public IReadOnlyList<CouncilProblem> All => _problems;

    public void Add(string path, string code, string message)
    {
        var problem = new CouncilProblem(path, code, message);
        if (_seen.Add(problem))
        {
            _problems.Add(problem);
        }
    }

    /// <summary>Tells that a name stands for nothing, and what does.</summary>
    public void AddUnknown(string path, string code, string kind, string name, IEnumerable<string> names, string remedy)
        => Add(path, code, $"There is no {kind} '{VisibleName.Of(name)}'.{NameList.Advice(name, names)} {remedy}");
}
