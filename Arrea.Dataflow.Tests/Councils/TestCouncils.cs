using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils;
using Arrea.Dataflow.Councils.Registry;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Tests.Councils;

/// <summary>What tests of councils name: one of each kind.</summary>
internal static class TestCouncils
{
    public static CouncilRegistry Registry() => new CouncilRegistry()
        .Configure(CouncilKinds.Provider, "openai", static _ => throw new NotSupportedException())
        .Configure(CouncilKinds.Profile, "careful", new() { Provider = "openai", Model = "m", Temperature = 0.1 })
        .Configure(CouncilKinds.Tool, "search", AIFunctionFactory.Create(static () => "", "search"))
        .Configure(CouncilKinds.Schema, "answer", new JsonObject { ["type"] = "object" })
        .Configure(CouncilKinds.Router, "experts", static request => [.. request.Members.Select(static member => member.Id)])
        .Configure(CouncilKinds.InputMapper, "shorter", static input => input)
        .Configure(CouncilKinds.Until, "agreed", static _ => true)
        .Configure(CouncilKinds.SubCouncil, "others", new() { Id = "others", Members = [Member("eve")], Rounds = [new() { Type = RoundTypes.IndependentAnalysis }] });

    public static MemberSpec Member(string id) => new() { Id = id, Answer = static (_, _) => ValueTask.FromResult("yes") };
}
