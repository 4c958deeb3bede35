using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>Real hosts with an engine, whose settings are a JSON file and whose environment is the test's.</summary>
internal static class EngineHost
{
    /// <summary>A host whose file is gone as soon as it has been read.</summary>
    /// <param name="engine">The engine's section.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="add">Adds the engine; null for <c>AddArrea()</c>.</param>
    /// <param name="log">Gets what the engine logs.</param>
    public static IHost Build(string engine, Dictionary<string, string> environment, Action<IServiceCollection>? add = null, LogLines? log = null)
    {
        using var folder = new TemporaryFolder();
        Write(folder, engine);
        return Build(folder, environment, add, log);
    }

    /// <summary>A host whose file stays, for a reload.</summary>
    public static IHost Build(TemporaryFolder folder, Dictionary<string, string>? environment = null, Action<IServiceCollection>? add = null, LogLines? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder.Path });
        builder.Configuration.AddJsonFile(folder["settings.json"], optional: false, reloadOnChange: false);
        builder.Services.AddSingleton(new EngineOptionsSetup.Variables(() => environment ?? []));
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        (add ?? (static services => services.AddArrea()))(builder.Services);
        return builder.Build();
    }

    /// <summary>Writes the engine's section of the file.</summary>
    public static void Write(TemporaryFolder folder, string engine)
        => File.WriteAllText(folder["settings.json"], $$"""{ "Arrea": { "Engine": {{engine}} } }""");

    /// <summary>Changes the file, and has it read as its watcher would, but now.</summary>
    public static void Reload(IHost host, TemporaryFolder folder, string engine)
    {
        Write(folder, engine);
        ((IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>()).Reload();
    }
}
