namespace Arrea.Dataflow.Protection;

/// <summary>A resource rented from a <see cref="ResourcePool{T}"/>. Give it back once: by <see cref="Return"/>, <see cref="Discard"/> or <see cref="Dispose"/>.</summary>
/// <typeparam name="T">The type of the resource.</typeparam>
/// <remarks>
/// <list type="table">
/// <listheader><term>Call</term><description>First, and after it was given back</description></listheader>
/// <item><term><see cref="Return"/></term><description>The next one may have it; then an <see cref="InvalidOperationException"/>.</description></item>
/// <item><term><see cref="Discard"/></term><description>It is disposed, and replaced when it is needed; then an <see cref="InvalidOperationException"/>.</description></item>
/// <item><term><see cref="Dispose"/></term><description>As <see cref="Return"/>; then nothing.</description></item>
/// </list>
/// </remarks>
public sealed class PooledResource<T> : IDisposable
    where T : notnull
{
    private readonly T _resource;
    private ResourcePool<T>? _pool;

    internal PooledResource(ResourcePool<T> pool, T resource)
    {
        _pool = pool;
        _resource = resource;
    }

    /// <summary>The resource.</summary>
    /// <exception cref="InvalidOperationException">It has been given back.</exception>
    public T Value => Volatile.Read(ref _pool) is not null ? _resource : throw GivenBack();

    /// <summary>Gives it back for others to use.</summary>
    /// <exception cref="InvalidOperationException">It has been given back.</exception>
    public void Return() => (Interlocked.Exchange(ref _pool, null) ?? throw GivenBack()).GiveBack(_resource);

    /// <summary>Gives it back as dead: it is disposed, and nobody gets it again.</summary>
    /// <exception cref="InvalidOperationException">It has been given back.</exception>
    public void Discard() => (Interlocked.Exchange(ref _pool, null) ?? throw GivenBack()).Bury(_resource);

    /// <summary>Gives it back for others to use, unless it was given back before.</summary>
    public void Dispose() => Interlocked.Exchange(ref _pool, null)?.GiveBack(_resource);

    private static InvalidOperationException GivenBack() => new("The resource has been given back to its pool. Rent another one.");
}
