namespace Arrea.Cli.Journals;

/// <summary>What a run goes on with or repeats.</summary>
/// <param name="RunId">The earlier run; null when only its job log is known.</param>
/// <param name="IsResumed">Whether it goes on with it, rather than repeating it.</param>
/// <param name="Carried">Jobs that an earlier run did, and that are left out.</param>
internal sealed record RunOrigin(string? RunId, bool IsResumed, IReadOnlyList<RecordedJob> Carried);
