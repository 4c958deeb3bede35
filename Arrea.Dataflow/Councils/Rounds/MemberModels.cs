using System.Collections.Concurrent;
using Arrea.Dataflow.Councils.Registry;
using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Settles what answers for the members of a run: once for each, however often it is asked.</summary>
/// <param name="council">The council.</param>
/// <param name="registry">Profiles and providers.</param>
/// <param name="clients">The models that were asked before, by provider and name; shared by all runs.</param>
internal sealed class MemberModels(CouncilSpec council, CouncilRegistry registry, ConcurrentDictionary<(string Provider, string Model), IChatClient> clients)
{
    private readonly ConcurrentDictionary<MemberSpec, MemberModel> _models = new(ReferenceEqualityComparer.Instance);

    public MemberModel Of(MemberSpec member) => _models.GetOrAdd(member, static (member, models) => models.Settle(member), this);

    private MemberModel Settle(MemberSpec member)
    {
        var whole = registry.Resolve(council, member);
        return new MemberModel(whole, whole.Answer is not null ? null : whole.Client ?? ClientOf(whole.Provider ?? "", whole.Model ?? ""), null);
    }

    // Validation has seen to it that the provider is there; one that was taken away since is a failure of the member.
    private IChatClient ClientOf(string provider, string model) => clients.GetOrAdd(
        (provider, model),
        static (key, registry) => (registry.Find(CouncilKinds.Provider, key.Provider) ?? throw new CouncilModelException($"There is no provider '{key.Provider}' any more."))(key.Model),
        registry);
}
