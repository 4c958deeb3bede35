using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow;

/// <summary>Adds an engine to a host.</summary>
public static class ArreaServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="ArreaEngine"/> for the whole host. It logs to the host's <see cref="ILoggerFactory"/> and keeps
    /// to the host's <see cref="TimeProvider"/>, where there are any, and is disposed with the host.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options; null for the defaults. Runs when the engine is first asked for.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static IServiceCollection AddArrea(this IServiceCollection services, Action<ArreaEngineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider =>
        {
            var options = new ArreaEngineOptions();
            if (provider.GetService<ILoggerFactory>() is { } loggers)
            {
                options.LoggerFactory = loggers;
            }

            if (provider.GetService<TimeProvider>() is { } time)
            {
                options.TimeProvider = time;
            }

            configure?.Invoke(options);
            return ArreaEngine.Create(options);
        });
        return services;
    }
}
