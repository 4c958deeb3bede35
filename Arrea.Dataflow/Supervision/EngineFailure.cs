using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Supervision;

/// <summary>Why an engine has stopped by itself.</summary>
public sealed record EngineFailure
{
    /// <summary>The part that failed once too often.</summary>
    public required string Part { get; init; }

    /// <summary>What it threw last.</summary>
    public required Exception Error { get; init; }

    /// <summary>The restarts that were allowed within <see cref="Window"/>, of all parts together.</summary>
    public required int RestartLimit { get; init; }

    /// <summary>The span of time in which restarts are counted.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The whole story in a sentence, for people.</summary>
    public string Message => $"The engine has stopped: its part {Part} failed ({Error.GetType().Name}: {ErrorText.Of(Error)}), and {RestartLimit} restarts in {Window.TotalSeconds:0.###} s are the limit.";

    /// <summary>The part. Never the error, which may hold secrets.</summary>
    public override string ToString() => $"part {Part} kept failing";
}
