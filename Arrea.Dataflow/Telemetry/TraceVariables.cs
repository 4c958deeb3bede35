using System.Diagnostics;

namespace Arrea.Dataflow.Telemetry;

/// <summary>Hands the trace on to a command, in the variables that W3C Trace Context names.</summary>
internal static class TraceVariables
{
    private const string Parent = "TRACEPARENT";
    private const string State = "TRACESTATE";

    /// <summary>A command's environment with the trace in it. What the job itself says about the trace stands.</summary>
    /// <param name="trace">The span that the command belongs to; null for none.</param>
    /// <param name="environment">What the job sets and removes; null for nothing.</param>
    /// <returns>The same environment where there is nothing to hand on.</returns>
    public static IReadOnlyDictionary<string, string?>? AddTo(IReadOnlyDictionary<string, string?>? environment, Activity? trace)
    {
        if (trace is not { IdFormat: ActivityIdFormat.W3C, Id: { } id } || environment?.ContainsKey(Parent) == true)
        {
            return environment;
        }

        var variables = environment is null ? new Dictionary<string, string?>(StringComparer.Ordinal) : new Dictionary<string, string?>(environment, StringComparer.Ordinal);
        variables[Parent] = id;

        // A state without its parent would be that of another trace, inherited from this process: then it is removed.
        variables.TryAdd(State, string.IsNullOrEmpty(trace.TraceStateString) ? null : trace.TraceStateString);
        return variables;
    }
}
