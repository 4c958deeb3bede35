using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Configuration;

/// <summary>The settings of an engine, which may change while it runs. Safe to use from many threads.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Layer, the strongest last</term><description>Who writes it</description></listheader>
/// <item><term>default</term><description>Nobody.</description></item>
/// <item><term>configuration</term><description>The options that the engine was made with. Under a host a reload replaces them.</description></item>
/// <item><term>run time</term><description><see cref="Set"/>, until <see cref="Unset"/>. A reload leaves it alone.</description></item>
/// <item><term>per call</term><description>The options of a job or a batch. They are not kept here.</description></item>
/// </list>
/// A change takes effect for what begins after it: a batch keeps the policy and the limit it began with. <c>max_workers</c>
/// takes effect at once where it grows; where it shrinks, jobs that run are left alone and their slots are not given out again.
/// Keys are named <c>max_workers</c> or <c>MaxWorkers</c>; case does not matter.
/// </remarks>
public sealed class ArreaConfig
{
    private readonly Lock _gate = new();
    private readonly Action _changed;
    private volatile State _state;

    /// <param name="configuration">The layer of the configuration.</param>
    /// <param name="given">Which keys it gives.</param>
    /// <param name="changed">Called after each change, by whoever made it, outside of any lock.</param>
    internal ArreaConfig(EngineSettings configuration, KeySet given, Action changed)
    {
        _changed = changed;
        _state = new State(configuration, given, ImmutableDictionary<ConfigKey, object?>.Empty);
    }

    /// <summary>Every key with its value now, in the order of <see cref="ConfigKeys.All"/>: a picture of this moment.</summary>
    public IReadOnlyDictionary<string, ConfigValue> All
    {
        get
        {
            var state = _state;
            var all = new OrderedDictionary<string, ConfigValue>(StringComparer.Ordinal);
            foreach (var key in ConfigKeys.All)
            {
                all.Add(key.Name, new ConfigValue(key.Read(state.Effective), state.OriginOf(key)));
            }

            return new ReadOnlyDictionary<string, ConfigValue>(all);
        }
    }

    /// <summary>All values of this moment.</summary>
    internal EngineSettings Current => _state.Effective;

    /// <summary>The policy of this moment for jobs and batches without one. Made once for each change: every single job asks for it.</summary>
    internal ErrorPolicy DefaultPolicy => _state.DefaultPolicy;

    /// <summary>What commands of this moment are judged by. Made once for each change.</summary>
    internal ValidationOptions Validation => _state.Validation;

    /// <summary>The same by the grammar of a POSIX shell.</summary>
    internal ValidationOptions PosixValidation => _state.PosixValidation;

    /// <summary>Gives the value of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value, of the key's <see cref="ConfigKey.Type"/>; null for none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no such key. The message lists those there are.</exception>
    public object? Get(string key) => KeyOf(key).Read(Current);

    /// <summary>Gives the value of a key in a type.</summary>
    /// <typeparam name="T">The key's <see cref="ConfigKey.Type"/>; or <see cref="string"/> for the text of any key; or int, long or double for a duration in milliseconds.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no such key, or its value is not of that type.</exception>
    /// <exception cref="OverflowException">The duration has more milliseconds than <typeparamref name="T"/> can hold.</exception>
    public T Get<T>(string key)
    {
        var found = KeyOf(key);
        object? value = found.Read(Current);
        object? wanted = value switch
        {
            T => value,
            null => null,
            _ when typeof(T) == typeof(string) => found.Format(value),
            TimeSpan span when typeof(T) == typeof(int) => checked((int)span.TotalMilliseconds),
            TimeSpan span when typeof(T) == typeof(long) => (long)span.TotalMilliseconds,
            TimeSpan span when typeof(T) == typeof(double) => span.TotalMilliseconds,
            _ => null,
        };
        return wanted is T typed ? typed
            : value is null && default(T) is null && typeof(T).IsAssignableFrom(found.Type) ? default!
            : throw new ArgumentException($"{found} is a {found.Type.Name}; it cannot be had as {typeof(T).Name}.", nameof(key));
    }

    /// <summary>Sets a key, above what the configuration says, for as long as the engine lives.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">
    /// A value of the key's <see cref="ConfigKey.Type"/>, or its text. A number is a duration's milliseconds; a text may have commas for a list.
    /// Null is for <c>shell</c> and <c>validation_rules_file</c> alone, and means none.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of bounds. The message has the key, the value and the bounds.</exception>
    /// <exception cref="ArgumentException">There is no such key, or the value is not of its kind.</exception>
    public void Set(string key, object? value)
    {
        var found = KeyOf(key);
        var set = found.Checked(value);
        Change(state => new State(state.Configuration, state.Given, state.Set.SetItem(found, set)));
    }

    /// <summary>Takes back what <see cref="Set"/> has set.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it was set.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="ArgumentException">There is no such key.</exception>
    public bool Unset(string key)
    {
        var found = KeyOf(key);
        var was = false;
        Change(state =>
        {
            was = state.Set.ContainsKey(found);
            return new State(state.Configuration, state.Given, state.Set.Remove(found));
        });
        return was;
    }

    /// <summary>Replaces the layer of the configuration; what was set at run time stays.</summary>
    /// <returns>Whether it says anything else than before.</returns>
    internal bool Replace(EngineSettings configuration, KeySet given)
    {
        var isNew = false;
        Change(state =>
        {
            isNew = state.Given != given || state.Configuration.RulesFile?.Text != configuration.RulesFile?.Text || ConfigKeys.All.Any(key => key.Format(key.Read(state.Configuration)) != key.Format(key.Read(configuration)));
            return isNew ? new State(configuration, given, state.Set) : state;
        });
        return isNew;
    }

    private static ConfigKey KeyOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ConfigKeys.Of(key);
    }

    private void Change(Func<State, State> change)
    {
        lock (_gate)
        {
            _state = change(_state);
        }

        // Who reads the change reads the state of then, so the last of two that come at once leaves nothing stale.
        _changed();
    }

    private sealed class State(EngineSettings configuration, KeySet given, ImmutableDictionary<ConfigKey, object?> set)
    {
        public EngineSettings Configuration => configuration;

        public KeySet Given => given;

        public ImmutableDictionary<ConfigKey, object?> Set => set;

        public EngineSettings Effective { get; } = set.Aggregate(configuration, static (settings, item) => item.Key.Write(settings, item.Value));

        public ErrorPolicy DefaultPolicy => field ??= Effective.ErrorPolicy;

        public ValidationOptions Validation => field ??= Effective.Validation;

        public ValidationOptions PosixValidation => field ??= Validation with { Dialect = ShellDialect.Posix };

        public ConfigOrigin OriginOf(ConfigKey key)
            => Set.ContainsKey(key) ? ConfigOrigin.Runtime : Given.Contains(key) ? ConfigOrigin.Configuration : ConfigOrigin.Default;
    }
}
