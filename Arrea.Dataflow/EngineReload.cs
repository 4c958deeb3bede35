using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Arrea.Dataflow;

/// <summary>Gives an engine the new values when the configuration of its host changes.</summary>
/// <param name="setup">Where the values come from.</param>
/// <param name="factory">Makes options anew.</param>
/// <param name="cache">Where the monitor of the options keeps them.</param>
/// <param name="monitor">Tells of changes from other sources than the engine's section.</param>
internal sealed class EngineReload(
    EngineOptionsSetup setup, IOptionsFactory<ArreaEngineOptions> factory, IOptionsMonitorCache<ArreaEngineOptions> cache, IOptionsMonitor<ArreaEngineOptions> monitor) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _watches = [];
    private string? _refusal;

    public void Follow(ArreaEngine engine)
    {
        var others = monitor.OnChange((options, name) =>
        {
            if (string.IsNullOrEmpty(name))
            {
                Apply(engine, options);
            }
        });
        if (others is not null)
        {
            _watches.Add(others);
        }

        if (setup.Section is { } section)
        {
            _watches.Add(ChangeToken.OnChange(section.GetReloadToken, () => Reload(engine)));

            // What changed between the first look at the options, which are kept, and now.
            Reload(engine);
        }
    }

    public void Dispose() => _watches.ForEach(static watch => watch.Dispose());

    // Not through the monitor: it would throw what is wrong at whoever changed the configuration, and forget what was right.
    private void Reload(ArreaEngine engine)
    {
        lock (_gate)
        {
            try
            {
                var options = factory.Create(Options.DefaultName);
                _refusal = null;
                cache.TryRemove(Options.DefaultName);
                cache.TryAdd(Options.DefaultName, options);
                Apply(engine, options);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // A configuration tells of one change more than once.
                var problems = error is OptionsValidationException { Failures: var failures } ? string.Join(' ', failures) : error.Message;
                if (problems != _refusal)
                {
                    _refusal = problems;
                    engine.Logger.ConfigurationRefused(error, problems);
                }
            }
        }
    }

    private static void Apply(ArreaEngine engine, ArreaEngineOptions options)
    {
        if (engine.Config.Replace(options.Settings, options.Given))
        {
            engine.Logger.ConfigurationReloaded();
        }
    }
}
