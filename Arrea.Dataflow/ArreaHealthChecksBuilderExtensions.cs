using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Arrea.Dataflow;

/// <summary>Adds the engine to the health checks of a host.</summary>
public static class ArreaHealthChecksBuilderExtensions
{
    /// <summary>Adds a check of the host's <see cref="ArreaEngine"/>.</summary>
    /// <param name="builder">What <c>services.AddHealthChecks()</c> gives.</param>
    /// <param name="name">The name of the check. Default: <c>arrea</c>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>State</term><description>When</description></listheader>
    /// <item><term>Healthy</term><description>The engine takes jobs.</description></item>
    /// <item><term>Degraded</term><description>One of <see cref="ArreaEngine.CircuitBreakers"/> is open.</description></item>
    /// <item><term>Unhealthy</term><description>The engine has been stopped or disposed.</description></item>
    /// </list>
    /// Its data are <c>active_workers</c>, <c>max_workers</c> and <c>open_circuit_breakers</c>, a list of names.
    /// </remarks>
    public static IHealthChecksBuilder AddArrea(this IHealthChecksBuilder builder, string name = "arrea")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        return builder.Add(new HealthCheckRegistration(
            name, static services => new EngineHealthCheck(services.GetRequiredService<ArreaEngine>()), HealthStatus.Unhealthy, tags: null));
    }
}
