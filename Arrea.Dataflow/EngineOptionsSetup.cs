using System.Collections;
using Arrea.Dataflow.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Arrea.Dataflow;

/// <summary>Fills the options of a host's engine from the host: its clock, its loggers, its configuration and the environment. What is wrong is told by the validation.</summary>
/// <param name="services">The host's services.</param>
internal sealed class EngineOptionsSetup(IServiceProvider services) : IConfigureOptions<ArreaEngineOptions>, IValidateOptions<ArreaEngineOptions>
{
    /// <summary>The engine's section; null when the host has no configuration.</summary>
    public IConfigurationSection? Section { get; } = ConfigurationReader.SectionOf(services.GetService<Source>()?.Configuration ?? services.GetService<IConfiguration>());

    public void Configure(ArreaEngineOptions options)
    {
        options.LoggerFactory = services.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        options.TimeProvider = services.GetService<TimeProvider>() ?? options.TimeProvider;
        options.Read(Section, services.GetRequiredService<Variables>().Read());
    }

    public ValidateOptionsResult Validate(string? name, ArreaEngineOptions options)
        => options.Problems.IsEmpty ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options.Problems);

    /// <summary>A configuration to be read instead of the host's.</summary>
    internal sealed record Source(IConfiguration Configuration);

    /// <summary>The environment variables.</summary>
    internal sealed record Variables(Func<IDictionary> Read);
}
