using Arrea.Dataflow.Protection;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>What answers for a member, with everything its profile says settled.</summary>
/// <param name="Member">The member, its profile's options filled in.</param>
/// <param name="Client">The model; null for a delegate.</param>
/// <param name="Protection">What a call has to pass: the breaker and the limits of its provider; null for nothing.</param>
internal sealed record MemberModel(MemberSpec Member, IChatClient? Client, AttemptProtection? Protection);
