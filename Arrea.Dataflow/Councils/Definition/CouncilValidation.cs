using Arrea.Dataflow.Councils.Definition.Checking;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition;

/// <summary>Tells what is wrong with a council before it costs anything. The same for councils of every form.</summary>
public static class CouncilValidation
{
    /// <summary>Finds everything that is wrong. Calls no model and no code of a member.</summary>
    /// <param name="council">The council.</param>
    /// <param name="registry">The things that it may name. Councils named as members are looked at too.</param>
    /// <returns>The problems, in the order of the JSON, each once; none when it can be started.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IReadOnlyList<CouncilProblem> Validate(CouncilSpec council, CouncilRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(registry);
        return CouncilCheck.ProblemsOf(council, registry);
    }
}
