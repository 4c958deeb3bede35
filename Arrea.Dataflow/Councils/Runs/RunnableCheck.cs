using Arrea.Dataflow.Councils.Definition;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>What a valid council may ask for that runs do not do: it is refused at the start rather than left out in silence.</summary>
internal static class RunnableCheck
{
    /// <summary>The code of what a run does not do.</summary>
    public const string Unsupported = "unsupported";

    public static IReadOnlyList<CouncilProblem> ProblemsOf(CouncilSpec council, CouncilRegistry registry)
    {
        var problems = new List<CouncilProblem>(CouncilValidation.Validate(council, registry));
        for (var at = 0; at < council.Members.Count; at++)
        {
            Check(problems, $"members[{at}]", council, council.Members[at], registry);
        }

        if (council.Chair is { } chair)
        {
            Check(problems, "chair", council, chair, registry);
        }

        for (var at = 0; at < council.Rounds.Count; at++)
        {
            if (registry.Find(CouncilKinds.Round, council.Rounds[at].Type) is not null || (council.Rounds[at].Wrap is { } inner && registry.Find(CouncilKinds.Round, inner.Type) is not null))
            {
                problems.Add(new($"rounds[{at}]", Unsupported, "A run has the rounds that are built in, and no others. Choose one of them."));
            }
        }

        return problems;
    }

    private static void Check(List<CouncilProblem> problems, string path, CouncilSpec council, MemberSpec member, CouncilRegistry registry)
    {
        var whole = registry.Resolve(council, member);
        if (whole.Tools.Count > 0 || council.Tools.Count > 0)
        {
            problems.Add(new(path + ".tools", Unsupported, "A run calls no tools. Leave them out."));
        }

        if (whole.OutputSchema is not null || whole.OutputSchemaInline is not null)
        {
            problems.Add(new(path + ".output_schema", Unsupported, "A run takes answers as text. Leave the schema out."));
        }

        if (whole.SubCouncil is not null)
        {
            problems.Add(new(path + ".sub_council", Unsupported, "A run asks models and delegates, no councils. Leave it out."));
        }

        if (whole.Confidence == "logprobs")
        {
            problems.Add(new(path + ".confidence", Unsupported, "A run knows how sure a member is by its own report alone. Use 'self_report'."));
        }
    }
}
