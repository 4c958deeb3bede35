namespace Arrea.Dataflow.Configuration;

/// <summary>One setting of the engine: its name, what it may be, and what it is for.</summary>
/// <remarks>Immutable. <see cref="ConfigKeys.All"/> lists them.</remarks>
public abstract class ConfigKey
{
    private protected ConfigKey(string name, string property, Type type, string bounds, string description)
    {
        Name = name;
        Property = property;
        Type = type;
        Bounds = bounds;
        Description = description;
    }

    /// <summary>Its name in lower case, with underscores: <c>max_workers</c> …</summary>
    public string Name { get; }

    /// <summary>The property of <see cref="ArreaEngineOptions"/> that it is: <c>MaxWorkers</c> …</summary>
    public string Property { get; }

    /// <summary>The environment variable that a host, or <see cref="ArreaEngineOptions.FromConfiguration"/>, reads: <c>ARREA_MAX_WORKERS</c> …</summary>
    public string Variable => "ARREA_" + Name.ToUpperInvariant();

    /// <summary>The type of its value in .NET.</summary>
    public Type Type { get; }

    /// <summary>What it may be, in words.</summary>
    public string Bounds { get; }

    /// <summary>What it is for: one sentence.</summary>
    public string Description { get; }

    /// <summary>Its value where nobody says otherwise.</summary>
    public object? Default => Read(EngineSettings.Default);

    /// <summary>Writes a value as the text that <see cref="ArreaConfig.Set"/> takes: durations in milliseconds, lists with commas.</summary>
    /// <param name="value">A value of <see cref="Type"/>, or null.</param>
    /// <returns>The text; empty for null.</returns>
    /// <exception cref="InvalidCastException"><paramref name="value"/> is of another type.</exception>
    public abstract string Format(object? value);

    /// <summary>The name.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>Takes the value in its own type, in a similar one, or as text.</summary>
    internal abstract Conversion Convert(object? value);

    internal abstract object? Read(EngineSettings settings);

    /// <summary>Changes one value.</summary>
    /// <param name="settings">All values before.</param>
    /// <param name="value">What <see cref="Convert"/> gave.</param>
    internal abstract EngineSettings Write(EngineSettings settings, object? value);

    /// <summary>Takes a value, or throws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is of the right kind, and too little or too much.</exception>
    /// <exception cref="ArgumentException">It is not of the right kind.</exception>
    internal object? Checked(object? value)
    {
        var conversion = Convert(value);
        return conversion switch
        {
            { Problem: null } => conversion.Value,
            { IsOutOfRange: true } => throw new ArgumentOutOfRangeException(nameof(value), value, $"{Name} {conversion.Problem}"),
            _ => throw new ArgumentException($"{Name} {conversion.Problem}", nameof(value)),
        };
    }
}
