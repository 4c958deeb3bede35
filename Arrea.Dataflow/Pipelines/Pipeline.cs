namespace Arrea.Dataflow.Pipelines;

/// <summary>Where a pipeline begins: a chain of stages that gives one outcome for each input.</summary>
public static class Pipeline
{
    /// <summary>Begins a pipeline.</summary>
    /// <typeparam name="T">The type of the inputs.</typeparam>
    /// <param name="name">Name of the pipeline, for pictures, policies and messages. As a branch of <c>FanOut</c>, name of the branch.</param>
    /// <returns>A builder without stages, which passes its inputs on.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space.</exception>
    public static PipelineBuilder<T, T> From<T>(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new PipelineBuilder<T, T>(name, [], static (_, _) => default);
    }
}
