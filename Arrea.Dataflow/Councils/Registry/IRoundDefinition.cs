namespace Arrea.Dataflow.Councils.Registry;

/// <summary>What a type of round needs before it can run.</summary>
public interface IRoundDefinition
{
    /// <summary>Whether it is about answers of an earlier round, so that it cannot come first.</summary>
    bool NeedsPriorAnswers { get; }

    /// <summary>Whether that is no longer so where the round has <see cref="RoundSpec.Options"/> to choose from.</summary>
    bool OptionsWillDo { get; }

    /// <summary>The fewest members that it makes sense with. At least 1.</summary>
    int FewestMembers { get; }

    /// <summary>Whether the chair speaks in it.</summary>
    bool NeedsChair { get; }
}
