using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Arrea.Dataflow;

/// <summary>Adds an engine to a host.</summary>
public static class ArreaServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="ArreaEngine"/> for the whole host. It logs to the host's <see cref="ILoggerFactory"/> and keeps
    /// to the host's <see cref="TimeProvider"/>, where there are any. It is made when the host starts, or when it is first asked for.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options, after the configuration and the environment have; null for nothing. Runs again at a reload.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    /// <remarks>
    /// The options are read from the section <c>Arrea:Engine</c> of the host's <see cref="IConfiguration"/>, where there is one; then from the
    /// environment variables <c>ARREA_MAX_WORKERS</c> and the like; then <paramref name="configure"/> has its say. Called twice, there is still one engine,
    /// and the second delegate comes after the first.
    /// <list type="table">
    /// <listheader><term>When</term><description>Then</description></listheader>
    /// <item><term>Values are wrong</term><description>The host does not start: one <see cref="OptionsValidationException"/> names them all.</description></item>
    /// <item><term>The section changes</term><description>The new values are those of the engine's configuration; what was set at run time stays. Wrong ones are logged, and the old ones stay.</description></item>
    /// <item><term>The host stops</term><description>The engine ends: jobs in flight come out <c>Interrupted</c>. When the host gives no more time, commands are killed.</description></item>
    /// <item><term>The services are disposed without a host</term><description>The engine ends as well.</description></item>
    /// </list>
    /// </remarks>
    public static IServiceCollection AddArrea(this IServiceCollection services, Action<ArreaEngineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(new EngineOptionsSetup.Variables(Environment.GetEnvironmentVariables));
        if (!services.Any(static service => service.ServiceType == typeof(EngineOptionsSetup)))
        {
            services.AddSingleton<EngineOptionsSetup>();
            services.AddSingleton<IConfigureOptions<ArreaEngineOptions>>(static provider => provider.GetRequiredService<EngineOptionsSetup>());
            services.AddSingleton<IValidateOptions<ArreaEngineOptions>>(static provider => provider.GetRequiredService<EngineOptionsSetup>());
            services.AddOptions<ArreaEngineOptions>().ValidateOnStart();
            services.AddSingleton<EngineReload>();
            services.AddHostedService<EngineHostService>();
        }

        if (configure is not null)
        {
            services.Configure<ArreaEngineOptions>(options => Configure(options, configure));
        }

        services.TryAddSingleton(static provider =>
        {
            var engine = ArreaEngine.Create(provider.GetRequiredService<IOptionsMonitor<ArreaEngineOptions>>().CurrentValue);
            provider.GetRequiredService<EngineReload>().Follow(engine);
            return engine;
        });
        return services;
    }

    /// <summary>Adds one <see cref="ArreaEngine"/> for the whole host, whose options are read from a configuration of its own.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The engine's section itself; or the root of a configuration, of which <c>Arrea:Engine</c> is read.</param>
    /// <param name="configure">Changes the options, after the configuration and the environment have; null for nothing. Runs again at a reload.</param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> or <paramref name="configuration"/> is null.</exception>
    /// <remarks>See the other overload. Called twice, the last configuration counts.</remarks>
    public static IServiceCollection AddArrea(this IServiceCollection services, IConfiguration configuration, Action<ArreaEngineOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton(new EngineOptionsSetup.Source(configuration));
        return services.AddArrea(configure);
    }

    // A value that the delegate gets wrong is told together with those of the configuration.
    private static void Configure(ArreaEngineOptions options, Action<ArreaEngineOptions> configure)
    {
        try
        {
            configure(options);
        }
        catch (ArgumentException error)
        {
            options.Problems = [.. options.Problems, error.Message];
        }
    }
}
