namespace Arrea.Dataflow.Batches;

/// <summary>The order in which <see cref="Batch.Results"/> gives the results.</summary>
public enum ResultOrder
{
    /// <summary>As the jobs end.</summary>
    Completion,

    /// <summary>As the jobs were given. Results behind one that is not there yet wait in memory.</summary>
    Input,
}
