namespace Arrea.Dataflow.Councils.Answers;

/// <summary>What a round asks for.</summary>
internal enum AnswerKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A choice of one.</summary>
    Vote,

    /// <summary>An order of all.</summary>
    Ranking,
}
