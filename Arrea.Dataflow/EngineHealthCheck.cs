using System.Collections.ObjectModel;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Supervision;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Arrea.Dataflow;

/// <summary>Says whether an engine takes jobs.</summary>
/// <param name="engine">The engine.</param>
internal sealed class EngineHealthCheck(ArreaEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var open = engine.CircuitBreakers.List().Where(static breaker => breaker.State == CircuitState.Open).Select(static breaker => breaker.Name).Order(StringComparer.Ordinal).ToList();
        var data = new ReadOnlyDictionary<string, object>(new Dictionary<string, object>
        {
            ["active_workers"] = engine.ActiveWorkers,
            ["max_workers"] = engine.MaxWorkers,
            ["open_circuit_breakers"] = open,
        });
        return Task.FromResult(
            engine.State != EngineState.Running ? new HealthCheckResult(context.Registration.FailureStatus, engine.Failure is { } failure ? $"The engine has stopped: {failure}." : "The engine has stopped and takes no jobs.", data: data)
            : open.Count > 0 ? HealthCheckResult.Degraded($"Open circuit breakers: {string.Join(", ", open)}.", data: data)
            : HealthCheckResult.Healthy("The engine takes jobs.", data));
    }
}
