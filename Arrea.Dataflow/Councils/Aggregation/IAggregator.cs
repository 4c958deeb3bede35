namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Makes one choice of many. Its answer depends on nothing but what it is given.</summary>
public interface IAggregator
{
    /// <summary>Its name in rounds and results.</summary>
    string Name { get; }

    /// <summary>Counts.</summary>
    /// <param name="poll">What was asked, and what was answered.</param>
    /// <returns>The winner, the scores, and how they came about.</returns>
    AggregateResult Aggregate(Poll poll);
}
