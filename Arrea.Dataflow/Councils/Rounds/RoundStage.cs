using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>A round as a stage of a run: gets what was said so far, and adds to it.</summary>
internal abstract class RoundStage(RoundSpec spec)
{
    public RoundSpec Spec => spec;

    public string Name => spec.Type;

    /// <summary>Whether nothing that is asked may tell who somebody is.</summary>
    protected virtual bool HidesNames => false;

    public abstract Task<RoundResult> RunAsync(RunContext run, int index);

    /// <summary>What a member is told first: its role, unless names are hidden in the round, and its prompt over the input.</summary>
    private List<ChatMessage> Opening(RunContext run, MemberSpec member)
    {
        var messages = new List<ChatMessage>(2);
        var system = string.Join(
            "\n\n",
            new[] { member.Role is { } role && !HidesNames ? $"You are {role}." : null, member.SystemPrompt is { } prompt ? run.Input.Fill(prompt) : null }.OfType<string>());
        if (system.Length > 0)
        {
            messages.Add(new ChatMessage(ChatRole.System, system));
        }

        return messages;
    }

    /// <summary>The turns of members, asked by the same round.</summary>
    protected MemberTurn TurnOf(RunContext run, RoundPlace place, MemberSpec member, string question)
    {
        var model = run.Models.Of(member);
        var messages = Opening(run, model.Member);
        messages.Add(new ChatMessage(ChatRole.User, question));
        return new MemberTurn(run, place, model, messages);
    }

    /// <summary>Whether the first member that fails ends the run.</summary>
    public bool FailsFast(RunContext run) => (spec.FailureMode ?? run.Options.FailureMode) == FailureMode.FailFast;

    protected static TokenUsage UsageOf(IEnumerable<MemberResult> results) => results.Aggregate(default(TokenUsage), static (sum, result) => sum + result.Usage);
}
