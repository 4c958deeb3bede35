using Arrea.Dataflow.Councils.Aggregation;
using Arrea.Dataflow.Councils.Keys;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition.Checking;

/// <summary>Checks the rounds of a council.</summary>
internal sealed class RoundCheck(CouncilSpec council, CouncilRegistry registry, ProblemList problems)
{
    // The path grows with each level, and nobody means more than a few.
    private const int Deepest = 16;

    /// <summary>Checks a round and those it repeats.</summary>
    public void Check(RoundSpec round, string path, bool isFirst)
    {
        for (var depth = 0; ; depth++)
        {
            CheckType(round, path, isFirst);
            CheckOptions(round, path + ".opts.");
            if (round.Type == RoundTypes.Iterate && round.Wrap is null)
            {
                problems.Add(path + ".opts.wrap", CouncilProblemCodes.UnknownRoundType, $"It repeats no round. Name one in opts.wrap, such as {RoundTypes.Vote}.");
            }

            if (round.Wrap is not { } wrapped)
            {
                return;
            }

            if (round.Type != RoundTypes.Iterate && BuiltInRounds.Find(round.Type) is not null)
            {
                problems.Add(path + ".opts.wrap", CouncilProblemCodes.InvalidOverrideValue, $"Only {RoundTypes.Iterate} repeats another round. Take wrap out, or make the type {RoundTypes.Iterate}.");
            }

            path += ".opts.wrap";
            if (depth == Deepest)
            {
                problems.Add(path, CouncilProblemCodes.InvalidOverrideValue, $"Rounds are wrapped more than {Deepest} deep. Wrap fewer.");
                return;
            }

            round = wrapped;
        }
    }

    private void CheckType(RoundSpec round, string path, bool isFirst)
    {
        if ((BuiltInRounds.Find(round.Type) ?? registry.Find(CouncilKinds.Round, round.Type)) is not { } definition)
        {
            problems.AddUnknown(
                path, CouncilProblemCodes.UnknownRoundType, "type of round", round.Type, BuiltInRounds.Names.Concat(registry.NamesOf(CouncilKinds.Round)), "Name one of these, or register your own.");
            return;
        }

        var type = VisibleName.Of(round.Type);
        if (isFirst && definition.NeedsPriorAnswers && !(definition.OptionsWillDo && round.Options.Count > 0))
        {
            problems.Add(
                path, CouncilProblemCodes.MissingPriorRound,
                $"{type} is about answers that a round before it gave, and it comes first. Put {RoundTypes.IndependentAnalysis} before it{(definition.OptionsWillDo ? ", or give it opts.options" : "")}.");
        }

        // Without any member there is one thing to say, and it has been said.
        if (council.Members.Count > 0 && council.Members.Count < definition.FewestMembers)
        {
            problems.Add(path, CouncilProblemCodes.NotEnoughMembers, $"{type} needs {definition.FewestMembers} members, and there is {council.Members.Count}. Add members, or take the round out.");
        }

        if (definition.NeedsChair && council.Chair is null)
        {
            problems.Add(path, CouncilProblemCodes.ChairRequired, $"{type} is the chair's, and there is no chair. Add one, or take the round out.");
        }
    }

    private void CheckOptions(RoundSpec round, string at)
    {
        foreach (var key in RoundKeys.All)
        {
            if (key.ProblemOf(round) is { } problem)
            {
                problems.Add(at + key.Name, CodeOf(key.Name), $"{key.Name} {problem}. Change it, or leave it out.");
            }
        }

        foreach (var (name, _) in round.Extra ?? [])
        {
            if (RoundKeys.IsKnown(name))
            {
                problems.Add(at + name, CodeOf(name), $"{name} has a value that it cannot have. Change it, or leave it out.");
            }
        }

        if (round.Quorum > council.Members.Count && council.Members.Count > 0)
        {
            problems.Add(at + "quorum", CouncilProblemCodes.NotEnoughMembers, $"The quorum is {round.Quorum}, and there are no more than {council.Members.Count} members. Lower it, or add members.");
        }

        if (round.Router is { } router && registry.Find(CouncilKinds.Router, router) is null)
        {
            problems.AddUnknown(at + "router", CouncilProblemCodes.UnknownRouter, "router", router, registry.NamesOf(CouncilKinds.Router), "Register it, or leave it out.");
        }

        if (round.Aggregator is { } aggregator && !Aggregators.ByName.ContainsKey(aggregator) && registry.Find(CouncilKinds.Aggregator, aggregator) is null)
        {
            problems.AddUnknown(
                at + "aggregator", CouncilProblemCodes.InvalidOverrideValue, "aggregator", aggregator,
                Aggregators.ByName.Keys.Order(StringComparer.Ordinal).Concat(registry.NamesOf(CouncilKinds.Aggregator)), "Name one of these, or register your own.");
        }

        if (round.UntilRef is { } until && registry.Find(CouncilKinds.Until, until) is null)
        {
            problems.AddUnknown(at + "until_ref", CouncilProblemCodes.InvalidOverrideValue, "condition", until, registry.NamesOf(CouncilKinds.Until), "Register it, or leave it out to repeat max_iterations times.");
        }
    }

    private static string CodeOf(string key) => key == RoundKeys.MaxIterations ? CouncilProblemCodes.InvalidMaxIterations : CouncilProblemCodes.InvalidOverrideValue;
}
