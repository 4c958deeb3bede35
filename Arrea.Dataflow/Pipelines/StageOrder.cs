namespace Arrea.Dataflow.Pipelines;

/// <summary>In which order a stage yields its outcomes.</summary>
public enum StageOrder
{
    /// <summary>In the order in which the inputs came. A slow one holds back those behind it.</summary>
    Input,

    /// <summary>As they come to an end.</summary>
    Completion,
}
