using System.Text.Json;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>One option of a round: how it is read, written and checked.</summary>
internal abstract class RoundKey(string name, JsonShape shape)
{
    public string Name { get; } = name;

    public JsonShape Shape { get; } = shape;

    public abstract bool IsSet(RoundSpec round);

    /// <summary>The round with the value read; null where the value has the right type and cannot be held.</summary>
    public abstract RoundSpec? Read(RoundSpec round, JsonElement value);

    /// <summary>Writes the value. To be called where <see cref="IsSet"/>.</summary>
    public abstract void Write(Utf8JsonWriter json, RoundSpec round);

    /// <summary>What the value must be, as the end of a sentence, where it is something else; null where it is right or not set.</summary>
    public abstract string? ProblemOf(RoundSpec round);
}

/// <summary>An option whose value is a <typeparamref name="T"/>; null and an empty list are not set.</summary>
internal sealed class RoundKey<T>(string name, JsonShape shape, Func<RoundSpec, T?> get, Func<RoundSpec, T?, RoundSpec> set, Func<JsonElement, T?> read, Action<Utf8JsonWriter, T> write)
    : RoundKey(name, shape)
{
    /// <summary>What a value must be, as the end of a sentence, where it is not.</summary>
    public Func<T, string?> Check { get; init; } = static _ => null;

    public override bool IsSet(RoundSpec round) => get(round) is { } value && value is not IReadOnlyList<string> { Count: 0 };

    public override RoundSpec? Read(RoundSpec round, JsonElement value) => read(value) is { } held ? set(round, held) : null;

    public override void Write(Utf8JsonWriter json, RoundSpec round) => write(json, get(round)!);

    public override string? ProblemOf(RoundSpec round) => IsSet(round) ? Check(get(round)!) : null;
}
