namespace Arrea.Benchmarks.Compare;

/// <summary>One question, asked of several arms.</summary>
internal interface ISection
{
    /// <summary>The word that chooses it.</summary>
    string Name { get; }

    /// <summary>The question.</summary>
    string Question { get; }

    /// <summary>The groups of arms, made just before they are measured.</summary>
    /// <param name="quick">Whether a small amount of work will do.</param>
    IEnumerable<ArmGroup> Groups(bool quick);
}
