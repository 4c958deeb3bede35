namespace Arrea.Providers.Wire;

/// <summary>An answer that is coming. Disposal closes its connection, unless it was read to its end.</summary>
internal sealed class Reply(Stream content, IDisposable owner) : IDisposable
{
    public Stream Content { get; } = content;

    public void Dispose() => owner.Dispose();
}
