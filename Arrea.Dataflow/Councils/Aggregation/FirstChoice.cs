namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>What a valid ballot says, in the names of the candidates.</summary>
/// <param name="Ballot">What was cast.</param>
/// <param name="Order">The candidates it names, the best first. At least one.</param>
internal sealed record FirstChoice(Ballot Ballot, IReadOnlyList<string> Order)
{
    /// <summary>The one it puts first.</summary>
    public string Candidate => Order[0];
}
