using Arrea.Dataflow.Councils.Keys;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition.Checking;

/// <summary>Checks a council, and the councils that are its members.</summary>
internal sealed class CouncilCheck
{
    // Deeper than anybody means to ask; each level multiplies the calls.
    private const int Deepest = 32;

    private readonly CouncilSpec _root;
    private readonly CouncilRegistry _registry;
    private readonly ProblemList _problems = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _way = [];

    private CouncilCheck(CouncilSpec root, CouncilRegistry registry)
    {
        _root = root;
        _registry = registry;
    }

    public static IReadOnlyList<CouncilProblem> ProblemsOf(CouncilSpec council, CouncilRegistry registry)
    {
        var check = new CouncilCheck(council, registry);
        check.Check(council, "");
        return check._problems.All;
    }

    /// <param name="council">The council.</param>
    /// <param name="at">Where it stands, with a dot at the end; empty for the one that is asked about.</param>
    private void Check(CouncilSpec council, string at)
    {
        CheckMembers(council, at);
        CheckRounds(council, at);
        if (council.Chair is { } chair)
        {
            CheckMember(council, chair, at, at + "chair");
            if (council.Members.Any(member => member.Id == chair.Id))
            {
                _problems.Add(at + "chair.id", CouncilProblemCodes.DuplicateMemberId, $"A member is called '{VisibleName.Of(chair.Id)}' too, and results would not tell them apart. Give the chair an id of its own.");
            }
        }

        CheckNames(council, at);
    }

    private void CheckMembers(CouncilSpec council, string at)
    {
        if (council.Members.Count == 0)
        {
            _problems.Add(at + "members", CouncilProblemCodes.NoMembers, "Nobody is asked. Add a member.");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < council.Members.Count; index++)
        {
            var (member, path) = (council.Members[index], $"{at}members[{index}]");
            CheckMember(council, member, at, path);
            if (!string.IsNullOrWhiteSpace(member.Id) && !ids.Add(member.Id))
            {
                _problems.Add(path + ".id", CouncilProblemCodes.DuplicateMemberId, $"Another member is called '{VisibleName.Of(member.Id)}' too, and results would not tell them apart. Give each an id of its own.");
            }
        }
    }

    private void CheckRounds(CouncilSpec council, string at)
    {
        if (council.Rounds.Count == 0)
        {
            _problems.Add(at + "rounds", CouncilProblemCodes.NoRounds, $"Nothing is asked. Add a round, such as {RoundTypes.IndependentAnalysis}.");
        }

        var check = new RoundCheck(council, _registry, _problems);
        for (var index = 0; index < council.Rounds.Count; index++)
        {
            check.Check(council.Rounds[index], $"{at}rounds[{index}]", isFirst: index == 0);
        }
    }

    private void CheckMember(CouncilSpec council, MemberSpec member, string at, string path)
    {
        new MemberCheck(council, member, _registry, _problems, at, path).Check();
        if (member.SubCouncil is { } name)
        {
            Enter(name, path + ".sub_council");
        }
    }

    private void CheckNames(CouncilSpec council, string at)
    {
        foreach (var (name, where) in new[] { (council.DefaultProfile, "the default of the council"), (_registry.DefaultProfile, "the default of the application") })
        {
            if (name is not null && _registry.Find(CouncilKinds.Profile, name) is null)
            {
                _problems.AddUnknown(at + "default_profile", CouncilProblemCodes.UnknownProfile, "profile", name, _registry.NamesOf(CouncilKinds.Profile), $"It is {where}. Register it, or name another.");
            }
        }

        if (council.Router is { } router && _registry.Find(CouncilKinds.Router, router) is null)
        {
            _problems.AddUnknown(at + "router", CouncilProblemCodes.UnknownRouter, "router", router, _registry.NamesOf(CouncilKinds.Router), "Register it, or leave it out to ask all members.");
        }

        for (var index = 0; index < council.Tools.Count; index++)
        {
            if (_registry.Find(CouncilKinds.Tool, council.Tools[index]) is null)
            {
                _problems.AddUnknown($"{at}tools[{index}]", CouncilProblemCodes.UnknownTool, "tool", council.Tools[index], _registry.NamesOf(CouncilKinds.Tool), "Register it, or take it out.");
            }
        }
    }

    private void Enter(string name, string path)
    {
        if (_registry.FindSubCouncil(name) is not { } council)
        {
            _problems.AddUnknown(
                path, CouncilProblemCodes.UnknownSubCouncil, "council", name,
                _registry.NamesOf(CouncilKinds.SubCouncil).Concat(_registry.NamesOf(CouncilKinds.Council)).Distinct(StringComparer.Ordinal), "Register it, or let a model answer.");
            return;
        }

        // The council that is asked about may be registered under any name, so it is known by its id.
        if (_way.Contains(name) || council.Id == _root.Id)
        {
            var way = string.Join(" → ", new[] { _root.Id }.Concat(_way).Append(name).Select(VisibleName.Of));
            _problems.Add(path, CouncilProblemCodes.SubCouncilCycle, $"It would ask itself without end: {way}. Let a model or another council answer.");
        }
        else if (_way.Count == Deepest)
        {
            _problems.Add(path, CouncilProblemCodes.SubCouncilCycle, $"Councils are members of each other more than {Deepest} deep. Ask fewer at a time.");
        }
        else if (_seen.Add(name))
        {
            _way.Add(name);
            Check(council, path + ".");
            _way.RemoveAt(_way.Count - 1);
        }
    }
}
