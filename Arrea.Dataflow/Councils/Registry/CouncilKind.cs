namespace Arrea.Dataflow.Councils.Registry;

/// <summary>A kind of named things that councils refer to. <see cref="CouncilKinds"/> has them all.</summary>
public abstract class CouncilKind
{
    private protected CouncilKind(string name) => Name = name;

    /// <summary>What a thing of this kind is called: <c>profile</c>.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A kind whose things are of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
public sealed class CouncilKind<T> : CouncilKind
    where T : class
{
    internal CouncilKind(string name)
        : base(name)
    {
    }
}
