using System.Text.Json;

namespace Arrea.Dataflow.Councils.Keys;

/// <summary>One key of a member: how it is read, written, merged and checked.</summary>
internal abstract class MemberKey(string name, JsonShape shape)
{
    public string Name { get; } = name;

    public JsonShape Shape { get; } = shape;

    /// <summary>Whether a profile may say it too, and <c>profile_overrides</c> with it.</summary>
    public bool InProfile { get; init; } = true;

    /// <summary>Keys that say the same thing in two ways have the same group: the higher layer's way takes the other one's place.</summary>
    public string? Group { get; init; }

    public abstract bool IsSet(MemberSpec member);

    /// <summary>The member with the value read; null where the value has the right type and cannot be held.</summary>
    public abstract MemberSpec? Read(MemberSpec member, JsonElement value);

    /// <summary>Writes the value. To be called where <see cref="IsSet"/>.</summary>
    public abstract void Write(Utf8JsonWriter json, MemberSpec member);

    /// <summary>The second member with the value of the first.</summary>
    public abstract MemberSpec Copy(MemberSpec from, MemberSpec to);

    /// <summary>What the value must be, as the end of a sentence, where it is something else; null where it is right or not set.</summary>
    public abstract string? ProblemOf(MemberSpec member);
}

/// <summary>A key whose value is a <typeparamref name="T"/>; null and an empty list are not set.</summary>
internal sealed class MemberKey<T>(string name, JsonShape shape, Func<MemberSpec, T?> get, Func<MemberSpec, T?, MemberSpec> set, Func<JsonElement, T?> read, Action<Utf8JsonWriter, T> write)
    : MemberKey(name, shape)
{
    /// <summary>What a value must be, as the end of a sentence, where it is not.</summary>
    public Func<T, string?> Check { get; init; } = static _ => null;

    public override bool IsSet(MemberSpec member) => get(member) is { } value && value is not IReadOnlyList<string> { Count: 0 };

    public override MemberSpec? Read(MemberSpec member, JsonElement value) => read(value) is { } held ? set(member, held) : null;

    public override void Write(Utf8JsonWriter json, MemberSpec member) => write(json, get(member)!);

    public override MemberSpec Copy(MemberSpec from, MemberSpec to) => set(to, get(from));

    public override string? ProblemOf(MemberSpec member) => IsSet(member) ? Check(get(member)!) : null;
}
