namespace Arrea.Dataflow.Messaging;

/// <summary>Sent as a message to a worker, it is not delivered there: that worker passes <paramref name="Payload"/> on to <paramref name="Target"/>, as its sender.</summary>
/// <param name="Target">The worker it is for.</param>
/// <param name="Payload">What it gets. May be another <see cref="SendToWorker"/>, which it passes on in turn.</param>
public sealed record SendToWorker(string Target, object Payload)
{
    /// <summary>The worker it is for.</summary>
    public string Target { get; } = Target ?? throw new ArgumentNullException(nameof(Target));

    /// <summary>What it gets.</summary>
    public object Payload { get; } = Payload ?? throw new ArgumentNullException(nameof(Payload));

    /// <summary>The target. Never the payload, which may hold secrets.</summary>
    public override string ToString() => $"send to {Target}";
}
