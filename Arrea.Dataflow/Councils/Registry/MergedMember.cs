using System.Text.Json;
using System.Text.Json.Nodes;
using Arrea.Dataflow.Councils.Keys;

namespace Arrea.Dataflow.Councils.Registry;

/// <summary>A member with its profile and overrides, and where each option comes from.</summary>
internal sealed class MergedMember
{
    private readonly HashSet<string> _overridden = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ofProfile = new(StringComparer.Ordinal);

    private MergedMember(MemberSpec member, string? profileName, MemberProfile? profile, string profilePath)
    {
        Member = member with { Profile = profileName };
        ProfileName = profileName;
        Profile = profile;
        ProfilePath = profilePath;
    }

    /// <summary>The member as it is asked.</summary>
    public MemberSpec Member { get; private set; }

    /// <summary>The profile that was picked, by name; null for none.</summary>
    public string? ProfileName { get; }

    /// <summary>The profile that was picked; null for none, or where there is none of that name.</summary>
    public MemberProfile? Profile { get; }

    /// <summary>Where the profile is named: below the member, or at the council.</summary>
    public string ProfilePath { get; }

    public static MergedMember Of(CouncilSpec council, MemberSpec member, CouncilRegistry registry)
    {
        var name = member.Profile ?? council.DefaultProfile ?? registry.DefaultProfile;
        var merged = new MergedMember(member, name, name is null ? null : registry.Find(CouncilKinds.Profile, name), member.Profile is null ? "default_profile" : ".profile");
        merged.Merge(member, merged.Profile?.AsMember() ?? new() { Id = "" });
        return merged;
    }

    /// <summary>Where an option is written. Begins with a dot when that is below the member.</summary>
    public string PlaceOf(string key)
        => _ofProfile.Contains(key) ? ProfilePath
            : _overridden.Contains(key) ? ".profile_overrides." + key
            : "." + key;

    /// <summary>The value of an override as the option would have it; null where it is none of its type, or cannot be held.</summary>
    public static MemberSpec? Read(MemberKey key, MemberSpec into, JsonNode? value)
    {
        try
        {
            var element = ElementOf(value);
            return JsonShapes.Fits(key.Shape, element) ? key.Read(into, element) : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // A node that a program has made of something that JSON does not have.
            return null;
        }
    }

    private void Merge(MemberSpec own, MemberSpec profile)
    {
        var overrides = own.ProfileOverrides ?? [];
        foreach (var key in MemberKeys.OfProfile)
        {
            if (IsSaid(key, other => other.IsSet(own)))
            {
                continue;
            }

            if (overrides.TryGetPropertyValue(key.Name, out var value))
            {
                _overridden.Add(key.Name);
                Member = value is null ? Member : Read(key, Member, value) ?? Member;
            }
            else if (key.IsSet(profile) && !IsSaid(key, other => overrides[other.Name] is not null))
            {
                _ofProfile.Add(key.Name);
                Member = key.Copy(profile, Member);
            }
        }
    }

    // Said by the key itself, or by one that says the same in another way.
    private static bool IsSaid(MemberKey key, Func<MemberKey, bool> isSaid)
        => isSaid(key) || (key.Group is not null && MemberKeys.OfProfile.Any(other => other.Group == key.Group && isSaid(other)));

    // A node that was made in code has no element behind it; it is written and read.
    private static JsonElement ElementOf(JsonNode? value)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { MaxDepth = JsonText.Deepest }))
        {
            JsonText.Write(json, value);
        }

        using var document = JsonDocument.Parse(bytes.ToArray(), new JsonDocumentOptions { MaxDepth = JsonText.Deepest });
        return document.RootElement.Clone();
    }
}
