using Arrea.Dataflow.Validation.Facts;
using static Arrea.Dataflow.Validation.Paths.PathEntries;

namespace Arrea.Dataflow.Validation.Paths;

/// <summary>Says what a path is, as far as harm goes. It looks at the text alone: no file is touched.</summary>
internal static class PathJudge
{
    /// <summary>Says what a path is, as it stands in a directory.</summary>
    /// <param name="path">The path, as a command gets it.</param>
    /// <param name="directory">What it is relative to.</param>
    public static PathKinds Of(Value path, Value directory)
    {
        if (path.Pieces.Count == 0)
        {
            return PathKinds.None;
        }

        if (path.Pieces is [{ Kind: PieceKind.Unknown, Text: "$HISTFILE" or "${HISTFILE}" }])
        {
            return PathKinds.Unknown | PathKinds.Trace;
        }

        var shape = PathShape.Of(path, directory);
        var (parts, isAll) = WithoutEverything(shape.Parts);
        var kinds = shape.Anchor switch
        {
            PathAnchor.Root => OfRoot(parts, isAll),
            PathAnchor.Home => OfHome(parts),
            PathAnchor.Start => OfStart(shape.Climbs, parts),
            _ => OfUnknown(shape, parts, isAll, path),
        };

        kinds |= AnyPlace(shape.Parts);
        var isOfProject = (kinds & (PathKinds.Secret | PathKinds.Relative)) == (PathKinds.Secret | PathKinds.Relative);
        return isOfProject ? kinds & ~PathKinds.Secret | PathKinds.ProjectSecret : kinds;
    }

    /// <summary>Whether what is in a file is secret, also where it has been copied to another place: <c>backup/.aws/credentials</c>.</summary>
    /// <param name="path">The path, as a command gets it.</param>
    /// <param name="directory">What it is relative to.</param>
    public static bool HoldsSecret(Value path, Value directory)
    {
        if ((Of(path, directory) & (PathKinds.Secret | PathKinds.ProjectSecret)) != 0)
        {
            return true;
        }

        var parts = PathShape.Of(path, directory).Parts;
        if (parts.Count == 0 || IsExample(parts[^1]))
        {
            return false;
        }

        for (var at = 0; at < parts.Count; at++)
        {
            foreach (var entry in PathTables.SecretsByStart[parts[at]])
            {
                if (Covers(entry, [.. parts.Skip(at)], exactly: entry[^1] != "*"))
                {
                    return true;
                }
            }
        }

        return Array.Exists(PathTables.OftenSecretNames, name => FitsName(name, parts[^1]));
    }

    /// <summary>Whether it is a named place below the folders of what a machine serves: <c>/srv/app</c>.</summary>
    public static bool IsServed(Value path)
        => path.Exact is { } text && PathShape.Of(path, path) is { Anchor: PathAnchor.Root, Parts: var parts } && text[0] == '/' && Below(PathTables.Served, parts);

    // What ends in a pattern for everything means the contents of what stands before it.
    private static (IReadOnlyList<string> Parts, bool IsAll) WithoutEverything(IReadOnlyList<string> parts)
    {
        var count = parts.Count;
        while (count > 0 && PathShape.IsEverything(parts[count - 1]))
        {
            count--;
        }

        return count == parts.Count ? (parts, false) : ([.. parts.Take(count)], true);
    }

    private static PathKinds OfRoot(IReadOnlyList<string> parts, bool isAll)
    {
        if (parts.Count == 0)
        {
            return PathKinds.Root;
        }

        var first = parts[0];
        if (HasUnknown(first))
        {
            return first.AsSpan().ContainsAnyExcept(PathShape.UnknownText) ? PathKinds.Unknown : PathKinds.Unknown | PathKinds.PerhapsRoot;
        }

        // A pattern such as /???/x may mean a device or a temporary file, and other places too.
        var isKnown = PathShape.IsKnown(first);
        if (isKnown && Names(parts, "dev"))
        {
            return OfDevice(parts);
        }

        if (isKnown && (Names(parts, "tmp") || Names(parts, "var", "tmp") || Names(parts, "private", "tmp") || Names(parts, "run", "user", "*")))
        {
            // The whole folder is shared with everybody.
            var depth = Names(parts, "tmp") ? 1 : 2;
            return parts.Count > depth ? PathKinds.Temporary | UnknownIn(parts, depth) : PathKinds.Temporary | PathKinds.Outside;
        }

        if (Names(parts, "home") || Names(parts, "Users") || Names(parts, "export", "home"))
        {
            return parts.Count < 3 ? PathKinds.Home : OfHome([.. parts.Skip(2)]);
        }

        if (isKnown && (Below(PathTables.SystemCaches, parts) || (isAll && Is(PathTables.SystemCaches, parts))))
        {
            return PathKinds.Temporary | UnknownIn(parts, 1);
        }

        if (isKnown && Below(PathTables.Workspaces, parts))
        {
            return PathKinds.Relative | UnknownIn(parts, 1);
        }

        var extra = !isKnown && Names(parts, "dev") ? OfDevice(parts) & PathKinds.Device : PathKinds.None;
        extra |= Under(PathTables.SystemSecrets, parts) ? PathKinds.Secret : PathKinds.None;
        extra |= Under(PathTables.SystemPersistence, parts) ? PathKinds.Persistence : PathKinds.None;
        extra |= Under(PathTables.SystemTraces, parts) ? PathKinds.Trace : PathKinds.None;
        if (first == "root")
        {
            return PathKinds.System | PathKinds.Home | extra | (parts.Count > 1 ? OfHome([.. parts.Skip(1)]) & ~PathKinds.NamedHome : PathKinds.None);
        }

        return extra | (Array.Exists(PathTables.System, name => PathPattern.Fits(name, first)) ? PathKinds.System
            : parts.Count == 1 ? PathKinds.Elsewhere | PathKinds.System : PathKinds.Elsewhere);
    }

    private static PathKinds OfDevice(IReadOnlyList<string> parts)
        => parts.Count == 1 ? PathKinds.System
            : parts[1] is "tcp" or "udp" ? PathKinds.Socket
            : parts[1] == "shm" ? (parts.Count == 2 ? PathKinds.System | PathKinds.Temporary : PathKinds.Temporary)
            : Array.Exists(PathTables.Streams, name => PathPattern.Fits(name, parts[1])) ? PathKinds.Stream
            : Array.Exists(PathTables.Devices, name => PathPattern.Fits(name, parts[1])) ? PathKinds.Device | (parts[1] is "mem" or "kmem" ? PathKinds.Secret : PathKinds.None)
            : PathKinds.System;

    private static PathKinds OfHome(IReadOnlyList<string> parts)
    {
        if (parts.Count == 0)
        {
            return PathKinds.Home;
        }

        var kinds = PathKinds.NamedHome;
        if (Is(PathTables.HomeFolders, parts) || Under(PathTables.HomeSafes, parts))
        {
            kinds = PathKinds.Home;
        }

        // ~/.* and ~/?* have gone with the patterns for everything; ~/.c* still means more than one thing by its name.
        kinds |= Is(PathTables.HomeSecrets, parts) && !IsExample(parts[^1]) ? PathKinds.Secret : PathKinds.None;
        kinds |= Is(PathTables.HomeSecretFolders, parts) ? PathKinds.Secret | PathKinds.Home : PathKinds.None;
        kinds |= Under(PathTables.HomePersistence, parts) ? PathKinds.Persistence : PathKinds.None;
        kinds |= Is(PathTables.HomeTraces, parts) ? PathKinds.Trace : PathKinds.None;
        return kinds | UnknownIn(parts, 0);
    }

    private static PathKinds OfStart(int climbs, IReadOnlyList<string> parts)
    {
        if (climbs > 0)
        {
            var known = parts.Count > 0 && Array.Exists(PathTables.System, name => PathPattern.Fits(name, parts[0]));
            return PathKinds.Outside | (known && climbs > 1 ? OfRoot(parts, isAll: false) : climbs > 2 ? PathKinds.System : PathKinds.None);
        }

        return parts.Count == 0 ? PathKinds.WorkingDirectory : PathKinds.Relative | UnknownIn(parts, 0);
    }

    private static PathKinds OfUnknown(PathShape shape, IReadOnlyList<string> parts, bool isAll, Value path)
    {
        if (parts.Count == 0)
        {
            var endsInSlash = isAll || path.Pieces.Count > 1 && path.Pieces[^1] is { Kind: PieceKind.Text, Text: [.., '/'] };
            return shape.StartMayBeEmpty && endsInSlash ? PathKinds.Unknown | PathKinds.PerhapsRoot : PathKinds.Unknown;
        }

        if (UnknownIn(parts, 0) != PathKinds.None)
        {
            return PathKinds.Unknown;
        }

        if (path.KnownStart.Length > 0 || path.Pieces[0].Kind == PieceKind.Glob)
        {
            // A named path in a directory that is not known: cd "$(dirname "$0")" && rm -rf build.
            return PathKinds.Relative;
        }

        if (PathTables.KnownFolders.Contains(path.Pieces[0].Text))
        {
            return PathKinds.Relative;
        }

        var system = Array.Exists(PathTables.System, name => PathPattern.Fits(name, parts[0])) || parts[0] is "home" or "Users";
        return !shape.StartMayBeEmpty ? PathKinds.Relative : system ? PathKinds.Unknown | PathKinds.PerhapsRoot : PathKinds.Unknown;
    }

    /// <summary>What a path is by its names, wherever it lies.</summary>
    private static PathKinds AnyPlace(IReadOnlyList<string> parts)
    {
        var kinds = PathKinds.None;
        for (var at = 0; at < parts.Count; at++)
        {
            if (IsVersionControl(parts[at]))
            {
                var within = at + 1 < parts.Count && !PathShape.IsEverything(parts[at + 1]) ? parts[at + 1] : null;
                kinds |= within is null || !IsPassing(within) ? PathKinds.VersionControl : PathKinds.None;
                kinds |= within is "hooks" or "config" ? PathKinds.Persistence : PathKinds.None;
            }
        }

        if (parts.Count > 0 && !PathShape.IsEverything(parts[^1]) && !IsExample(parts[^1])
            && Array.Exists(PathTables.SecretNames, name => FitsName(name, parts[^1])))
        {
            kinds |= PathKinds.Secret;
        }

        return parts.Count > 0 && parts[^1] is "authorized_keys" or "authorized_keys2" ? kinds | PathKinds.Persistence : kinds;
    }

    private static bool IsVersionControl(string part)
        => part.Length > 2 && part[0] == '.' && !PathShape.IsEverything(part)
            && (PathPattern.Fits(".git", part) || PathPattern.Fits(".hg", part) || PathPattern.Fits(".svn", part) || PathPattern.Fits(".jj", part));

    // What git makes anew, or forgets by itself: locks, and the state of a rebase or a merge. What is a setting is judged as such.
    private static bool IsPassing(string name)
        => name is "hooks" or "config" or "info" or "description" or "sequencer" or "rebase-merge" or "rebase-apply" or "COMMIT_EDITMSG" or "MERGE_MSG" or "MERGE_MODE" or "SQUASH_MSG" or "gc.log" or "gc.pid"
            || name.EndsWith(".lock", StringComparison.Ordinal) || name.EndsWith("_HEAD", StringComparison.Ordinal);

    // A glob such as *.json may fit many names; it counts only where it is about as narrow as the entry.
    private static bool FitsName(string pattern, string name)
        => PathShape.IsKnown(name) || name[0] == '.' || pattern[0] == '*' && name.EndsWith(pattern[1..], StringComparison.Ordinal) || name.StartsWith("id_", StringComparison.Ordinal)
            ? PathPattern.Fits(pattern, name)
            : false;

    private static bool IsExample(string name)
        => Array.Exists(PathTables.ExampleEndings, end => name.EndsWith(end, StringComparison.Ordinal));

    // A part that begins with something unknown may climb anywhere; one that only ends so, build-$VERSION, is a name.
    private static PathKinds UnknownIn(IReadOnlyList<string> parts, int from)
    {
        for (var at = from; at < parts.Count; at++)
        {
            if (parts[at][0] == PathShape.UnknownText)
            {
                return PathKinds.Unknown;
            }
        }

        return PathKinds.None;
    }

    private static bool HasUnknown(string part) => part.Contains(PathShape.UnknownText, StringComparison.Ordinal);
}
