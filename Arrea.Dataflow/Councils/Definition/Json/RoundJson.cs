using System.Text.Json;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Definition.Json;

/// <summary>A round in JSON: its name, or <c>{"type": name, "opts": {…}}</c>.</summary>
internal static class RoundJson
{
    private const string Type = "type";
    private const string Opts = "opts";

    /// <exception cref="CouncilFormatException">A value has the wrong type.</exception>
    public static RoundSpec Read(JsonSource source, JsonElement value, JsonPlace place)
    {
        source.Expect(JsonShape.TextOrObject, value, place);
        if (value.ValueKind == JsonValueKind.String)
        {
            return new() { Type = value.GetString()! };
        }

        // A round without a type is validation's to tell.
        var round = new RoundSpec
        {
            Type = source.Text(value, place, Type) ?? "",
            Unknown = JsonSource.Others(value, static key => key is Type or Opts),
        };
        return source.Value(value, place, Opts, JsonShape.Object) is { ValueKind: JsonValueKind.Object } opts
            ? ReadOpts(source, round, opts, place[Opts])
            : round;
    }

    public static void Write(Utf8JsonWriter json, RoundSpec round)
    {
        var keys = RoundKeys.All.Where(key => key.IsSet(round)).ToList();
        if (keys.Count == 0 && round is { Wrap: null, Extra: null or { Count: 0 }, Unknown: null or { Count: 0 } })
        {
            json.WriteStringValue(JsonText.Whole(round.Type));
            return;
        }

        json.WriteStartObject();
        json.WriteString(Type, JsonText.Whole(round.Type));
        if (keys.Count > 0 || round.Wrap is not null || round.Extra is { Count: > 0 })
        {
            json.WriteStartObject(Opts);
            foreach (var key in keys)
            {
                json.WritePropertyName(key.Name);
                key.Write(json, round);
            }

            if (round.Wrap is not null)
            {
                json.WritePropertyName(RoundKeys.Wrap);
                Write(json, round.Wrap);
            }

            MemberJson.WriteOthers(json, round.Extra, key => RoundKeys.IsSet(round, key));
            json.WriteEndObject();
        }

        MemberJson.WriteOthers(json, round.Unknown, static key => key is Type or Opts);
        json.WriteEndObject();
    }

    private static RoundSpec ReadOpts(JsonSource source, RoundSpec round, JsonElement opts, JsonPlace place)
    {
        var extra = JsonSource.Others(opts, RoundKeys.IsKnown) ?? [];
        foreach (var key in RoundKeys.All)
        {
            if (source.Value(opts, place, key.Name, key.Shape) is { ValueKind: not JsonValueKind.Undefined } given)
            {
                var read = key.Read(round, given);
                if (read is null)
                {
                    extra[key.Name] = JsonText.NodeOf(given);
                }

                round = read ?? round;
            }
        }

        if (source.Value(opts, place, RoundKeys.Wrap, JsonShape.TextOrObject) is { ValueKind: not JsonValueKind.Undefined } wrapped)
        {
            round = round with { Wrap = Read(source, wrapped, place[RoundKeys.Wrap]) };
        }

        return round with { Extra = extra.Count == 0 ? null : extra };
    }
}
