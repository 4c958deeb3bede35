namespace Arrea.Dataflow.Outcomes;

/// <summary>A value that itself tells what became of something: where it tells of a failure, a circuit breaker counts one.</summary>
internal interface IOutcome
{
    OutcomeKind Kind { get; }
}
