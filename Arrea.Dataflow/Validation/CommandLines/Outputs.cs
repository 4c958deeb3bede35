using Arrea.Dataflow.Validation.Evaluation;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Tells what a command writes on its standard output.</summary>
internal static class Outputs
{
    /// <summary>What is known of the standard output of a command.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="contentsOf">What is known of the contents of a file.</param>
    public static Flow Of(Invocation invocation, Func<Value, Flow> contentsOf) => Flow.Unknown(Origins.Program);
}
