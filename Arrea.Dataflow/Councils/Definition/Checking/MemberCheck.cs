using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Keys;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Definition.Checking;

/// <summary>Checks a member, or the chair, with what its profile says.</summary>
/// <param name="council">The member's council.</param>
/// <param name="member">The member.</param>
/// <param name="registry">The things that it may name.</param>
/// <param name="problems">Where problems go.</param>
/// <param name="at">Where the council stands, with a dot at the end.</param>
/// <param name="path">Where the member stands.</param>
internal sealed class MemberCheck(CouncilSpec council, MemberSpec member, CouncilRegistry registry, ProblemList problems, string at, string path)
{
    private readonly MergedMember _merged = MergedMember.Of(council, member, registry);

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(member.Id))
        {
            problems.Add(path + ".id", CouncilProblemCodes.BlankMemberId, "It has no id. Give it one that the others do not have.");
        }

        CheckProfile();
        CheckOverrides();
        CheckValues();
        CheckSchema();
        CheckTools();
        CheckAnswerer();
    }

    private void CheckProfile()
    {
        if (member.Profile is { } name && _merged.Profile is null)
        {
            problems.AddUnknown(path + ".profile", CouncilProblemCodes.UnknownProfile, "profile", name, registry.NamesOf(CouncilKinds.Profile), "Register it, or name another.");
        }
    }

    private void CheckOverrides()
    {
        foreach (var (name, value) in member.ProfileOverrides ?? [])
        {
            var place = $"{path}.profile_overrides.{VisibleName.Of(name)}";
            if (MemberKeys.Find(name) is not { } key)
            {
                problems.AddUnknown(place, CouncilProblemCodes.UnknownOverrideKey, "option of a profile", name, MemberKeys.OfProfile.Select(static option => option.Name), "Take it out, or put it into extra.");
            }
            else if (!key.InProfile)
            {
                problems.Add(place, CouncilProblemCodes.UnknownOverrideKey, $"{name} is the member's own, and no profile has it. Write it at the member itself.");
            }
            else if (value is not null)
            {
                var read = MergedMember.Read(key, new() { Id = "" }, value);
                if ((read is null ? "has a value that it cannot have" : key.ProblemOf(read)) is { } problem)
                {
                    problems.Add(place, CouncilProblemCodes.InvalidOverrideValue, $"{name} {problem}. Change it, or leave it out.");
                }
            }
        }
    }

    private void CheckValues()
    {
        foreach (var key in MemberKeys.All)
        {
            if (key.ProblemOf(_merged.Member) is { } problem)
            {
                problems.Add(PlaceOf(key.Name), CouncilProblemCodes.InvalidOverrideValue, $"{key.Name} {problem}. Change it, or leave it out.");
            }
        }

        foreach (var (name, value) in member.Unknown ?? [])
        {
            if (name == MemberKeys.Id || (MemberKeys.Find(name) is not null && !IsRestOfRetry(name, value)))
            {
                problems.Add($"{path}.{name}", CouncilProblemCodes.InvalidOverrideValue, $"{name} has a value that it cannot have. Change it, or leave it out.");
            }
        }
    }

    // Unknown keys inside retry are kept beside the retry they belong to.
    private bool IsRestOfRetry(string name, JsonNode? value)
        => name == RetryKey.Name && member.Retry is not null && value is JsonObject rest && !rest.Any(static entry => RetryKey.Keys.ContainsKey(entry.Key));

    private void CheckSchema()
    {
        var merged = _merged.Member;
        if (merged is { OutputSchema: not null, OutputSchemaInline: not null })
        {
            problems.Add(PlaceOf(MemberKeys.Schema), CouncilProblemCodes.SchemaConflict, "It has a schema by name and one written out. Keep one of output_schema and output_schema_inline.");
        }

        if (merged.OutputSchema is { } name && registry.Find(CouncilKinds.Schema, name) is null)
        {
            problems.AddUnknown(PlaceOf(MemberKeys.Schema), CouncilProblemCodes.UnknownSchema, "schema", name, registry.NamesOf(CouncilKinds.Schema), "Register it, or write it out in output_schema_inline.");
        }
    }

    private void CheckTools()
    {
        var merged = _merged.Member;
        for (var index = 0; index < merged.Tools.Count; index++)
        {
            if (registry.Find(CouncilKinds.Tool, merged.Tools[index]) is null)
            {
                var place = PlaceOf("tools");
                problems.AddUnknown(
                    place.EndsWith("tools", StringComparison.Ordinal) ? $"{place}[{index}]" : place,
                    CouncilProblemCodes.UnknownTool, "tool", merged.Tools[index], registry.NamesOf(CouncilKinds.Tool), "Register it, or take it out.");
            }
        }

        if (merged.ToolChoice is { } choice and not ("auto" or "none" or "required") && !merged.Tools.Contains(choice) && !council.Tools.Contains(choice))
        {
            problems.AddUnknown(
                PlaceOf("tool_choice"), CouncilProblemCodes.UnknownTool, "tool among the member's", choice, ["auto", "none", "required", .. merged.Tools, .. council.Tools], "Name one of these.");
        }

        if ((merged.OutputSchema ?? (object?)merged.OutputSchemaInline) is not null && merged.ToolChoice != "none" && merged.Tools.Count + council.Tools.Count > 0)
        {
            var key = merged.OutputSchema is null ? MemberKeys.SchemaInline : MemberKeys.Schema;
            problems.Add(
                PlaceOf(key), CouncilProblemCodes.SchemaAndToolsConflict,
                $"It must answer by a schema and may call tools{(merged.Tools.Count == 0 ? ", which the council gives to all" : "")}, and not every model does both. Take one out, or set tool_choice to none.");
        }
    }

    private void CheckAnswerer()
    {
        if (member.InputMapper is { } mapper && registry.Find(CouncilKinds.InputMapper, mapper) is null)
        {
            problems.AddUnknown(
                path + ".input_mapper", CouncilProblemCodes.UnknownInputMapper, "input mapper", mapper, registry.NamesOf(CouncilKinds.InputMapper), "Register it, or leave it out to hand on the input as it is.");
        }

        // A profile that is not there might have said what is missing.
        if (member.SubCouncil is not null || member.Client is not null || member.Answer is not null || (_merged.ProfileName is not null && _merged.Profile is null))
        {
            return;
        }

        var merged = _merged.Member;
        if (string.IsNullOrWhiteSpace(merged.Provider))
        {
            problems.Add(PlaceOf("provider"), CouncilProblemCodes.MissingProvider, "Nothing says who answers. Give it a provider and a model, a profile that has them, a sub-council, a client or a delegate.");
            return;
        }

        if (registry.Find(CouncilKinds.Provider, merged.Provider) is null)
        {
            problems.AddUnknown(PlaceOf("provider"), CouncilProblemCodes.UnknownProvider, "provider", merged.Provider, registry.NamesOf(CouncilKinds.Provider), "Configure it, or name another.");
        }

        if (string.IsNullOrWhiteSpace(merged.Model))
        {
            problems.Add(PlaceOf("model"), CouncilProblemCodes.MissingModel, $"Nothing says which model of '{VisibleName.Of(merged.Provider)}' answers. Name one in model, or in the profile.");
        }
    }

    private string PlaceOf(string key) => _merged.PlaceOf(key) is var place && place.StartsWith('.') ? path + place : at + place;
}
