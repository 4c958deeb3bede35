namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Settles what answers for a member.</summary>
internal static class MemberModels
{
    public static MemberModel Of(MemberSpec member) => new(member, member.Client, null);
}
