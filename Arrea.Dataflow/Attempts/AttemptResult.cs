using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Attempts;

/// <summary>What one attempt came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Payload">A delegate's value, or a command's <see cref="Commands.CommandResult"/>.</param>
/// <param name="Error">Why it did not succeed.</param>
/// <param name="Warning">What it warned of, when it did.</param>
internal readonly record struct AttemptResult(OutcomeKind Outcome, object? Payload, JobError? Error, string? Warning = null);
