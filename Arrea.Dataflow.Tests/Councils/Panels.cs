using Arrea.Dataflow.Councils;

namespace Arrea.Dataflow.Tests.Councils;

/// <summary>Councils of delegates.</summary>
internal static class Panels
{
    public static MemberSpec Member(string id, string answer) => Member(id, (_, _) => new(answer));

    public static MemberSpec Member(string id, Func<MemberRequest, CancellationToken, ValueTask<string>> answer) => new() { Id = id, Answer = answer, Retry = new() { MaxAttempts = 1 } };

    /// <summary>A member that never answers, and ends when it is told to.</summary>
    public static MemberSpec Hung(string id) => Member(id, static async (_, token) =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
        return "";
    });

    public static MemberSpec Failing(string id) => Member(id, static (_, _) => throw new CouncilModelException("no answer today"));

    public static CouncilSpec Of(params MemberSpec[] members) => Of([RoundTypes.IndependentAnalysis], members);

    public static CouncilSpec Of(IEnumerable<string> rounds, params MemberSpec[] members)
        => new() { Id = "panel", Members = members, Rounds = [.. rounds.Select(static round => new RoundSpec { Type = round })] };

    /// <summary>All that a member was asked, as one text.</summary>
    public static string TextOf(MemberRequest request) => string.Join('\n', request.Messages.Select(static message => message.Text));
}
