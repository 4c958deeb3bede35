using System.Text.Json;
using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Definition.Json;

/// <summary>A member, or the chair, in JSON.</summary>
internal static class MemberJson
{
    /// <param name="source">The text.</param>
    /// <param name="value">The member in it.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="id">Its id where it has none.</param>
    /// <exception cref="CouncilFormatException">A value has the wrong type.</exception>
    public static MemberSpec Read(JsonSource source, JsonElement value, JsonPlace place, string id)
    {
        source.Expect(JsonShape.Object, value, place);
        var member = new MemberSpec
        {
            Id = source.Text(value, place, MemberKeys.Id) ?? id,
            Unknown = JsonSource.Others(value, static key => key == MemberKeys.Id || MemberKeys.Find(key) is not null),
        };
        foreach (var key in MemberKeys.All)
        {
            if (source.Value(value, place, key.Name, key.Shape) is { ValueKind: not JsonValueKind.Undefined } given)
            {
                if (key.Name == RetryKey.Name)
                {
                    foreach (var (name, shape) in RetryKey.Keys)
                    {
                        _ = source.Value(given, place[key.Name], name, shape);
                    }
                }

                // What has the right type and cannot be held stays as it is: validation tells of it, and writing gives it back.
                var kept = key.Read(member, given);
                member = kept is null ? Keep(member, key.Name, JsonText.NodeOf(given))
                    : key.Name == RetryKey.Name && RetryKey.UnknownOf(given) is { } others ? Keep(kept, key.Name, others)
                    : kept;
            }
        }

        return member;
    }

    public static void Write(Utf8JsonWriter json, MemberSpec member)
    {
        json.WriteStartObject();
        json.WriteString(MemberKeys.Id, JsonText.Whole(member.Id));
        foreach (var key in MemberKeys.All.Where(key => key.IsSet(member)))
        {
            json.WritePropertyName(key.Name);
            if (key.Name == RetryKey.Name)
            {
                RetryKey.WriteOpen(json, member.Retry!);
                WriteOthers(json, member.Unknown?[RetryKey.Name] as JsonObject, RetryKey.Keys.ContainsKey);
                json.WriteEndObject();
            }
            else
            {
                key.Write(json, member);
            }
        }

        WriteOthers(json, member.Unknown, key => key == MemberKeys.Id || MemberKeys.Find(key)?.IsSet(member) == true);
        json.WriteEndObject();
    }

    /// <summary>Writes what was kept, but for what has been written.</summary>
    public static void WriteOthers(Utf8JsonWriter json, JsonObject? others, Func<string, bool> isWritten)
    {
        foreach (var (key, value) in others ?? [])
        {
            if (!isWritten(key))
            {
                json.WritePropertyName(JsonText.Whole(key));
                JsonText.Write(json, value);
            }
        }
    }

    private static MemberSpec Keep(MemberSpec member, string key, JsonNode? value)
    {
        var unknown = member.Unknown ?? [];
        unknown[key] = value;
        return member with { Unknown = unknown };
    }
}
