using System.Collections.Concurrent;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Registry;

/// <summary>The things that councils refer to by name. Names are compared letter by letter. Safe for use by several threads.</summary>
/// <remarks>
/// There are two tiers: what was configured, and what was registered while the program runs, which hides what was configured under the same name.
/// A change holds for councils that are validated or started later.
/// </remarks>
public sealed class CouncilRegistry
{
    private readonly ConcurrentDictionary<(CouncilKind Kind, string Name), object> _configured = new();
    private readonly ConcurrentDictionary<(CouncilKind Kind, string Name), object> _registered = new();
    private volatile string? _defaultProfile;

    /// <summary>The profile of members that name none, in councils that name none; null (default) for none.</summary>
    public string? DefaultProfile
    {
        get => _defaultProfile;
        set => _defaultProfile = value;
    }

    /// <summary>Sets a thing of the lower tier.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name. Not blank. What had it before, is gone.</param>
    /// <param name="value">The thing.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is blank, or that of a built-in round.</exception>
    public CouncilRegistry Configure<T>(CouncilKind<T> kind, string name, T value)
        where T : class
        => Set(_configured, kind, name, value);

    /// <summary>Sets a thing of the upper tier, which hides one that was configured.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name. Not blank. What was registered under it before, is gone.</param>
    /// <param name="value">The thing.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The name is blank, or that of a built-in round.</exception>
    public CouncilRegistry Register<T>(CouncilKind<T> kind, string name, T value)
        where T : class
        => Set(_registered, kind, name, value);

    /// <summary>Takes a thing out of the upper tier. One that was configured under the name can be seen again.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public bool Unregister(CouncilKind kind, string name)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        return _registered.TryRemove((kind, name), out _);
    }

    /// <summary>Finds a thing.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="kind">Its kind.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The thing; null where there is none.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public T? Find<T>(CouncilKind<T> kind, string name)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(name);
        return (_registered.TryGetValue((kind, name), out var value) || _configured.TryGetValue((kind, name), out value)) ? (T)value : null;
    }

    /// <summary>The names of a kind, of both tiers, in the order of their code points.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The names, each once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="kind"/> is null.</exception>
    public IReadOnlyList<string> NamesOf(CouncilKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return [.. _registered.Keys.Concat(_configured.Keys).Where(key => key.Kind == kind).Select(static key => key.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>A member with all that its profile says filled in. See <see cref="MemberProfile"/>.</summary>
    /// <param name="council">The member's council.</param>
    /// <param name="member">The member, or the chair.</param>
    /// <returns>The member, its <see cref="MemberSpec.Profile"/> the one that was picked and its overrides used up. A profile that is not there, and an override that is wrong, change nothing: validation tells of them.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public MemberSpec Resolve(CouncilSpec council, MemberSpec member)
    {
        ArgumentNullException.ThrowIfNull(council);
        ArgumentNullException.ThrowIfNull(member);
        return MergedMember.Of(council, member, this).Member with { ProfileOverrides = null };
    }

    /// <summary>The council of a name, whether registered for members or in its own right.</summary>
    internal CouncilSpec? FindSubCouncil(string name) => Find(CouncilKinds.SubCouncil, name) ?? Find(CouncilKinds.Council, name);

    private CouncilRegistry Set<T>(ConcurrentDictionary<(CouncilKind Kind, string Name), object> tier, CouncilKind<T> kind, string name, T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        if (ReferenceEquals(kind, CouncilKinds.Round) && BuiltInRounds.Find(name) is not null)
        {
            throw new ArgumentException($"'{VisibleName.Of(name)}' is a built-in round. Choose another name.", nameof(name));
        }

        tier[(kind, name)] = value;
        return this;
    }
}
