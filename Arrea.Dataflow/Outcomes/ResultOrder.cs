namespace Arrea.Dataflow.Outcomes;

/// <summary>The order in which results of jobs, or outcomes of a stage, are given.</summary>
public enum ResultOrder
{
    /// <summary>As they come to an end.</summary>
    Completion,

    /// <summary>As the jobs or inputs were given. Those behind one that is not there yet wait for it.</summary>
    Input,
}
