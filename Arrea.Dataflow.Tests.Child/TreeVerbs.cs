using System.Globalization;
using System.Runtime.InteropServices;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>Trees of processes that are hard to be rid of.</summary>
internal static class TreeVerbs
{
    private const int MostChildren = 3;

    private static readonly string[] Kinds = ["background", "session", "orphan", "ignoring"];

    /// <summary>
    /// <c>tree SEED DEPTH [KIND]</c>: starts children of random kinds, which do the same one level less deep, and sleeps for ever.
    /// Every process of the tree says <c>node N</c> once it is what it is to be, where N is how many children it starts.
    /// </summary>
    public static int Tree(string[] rest)
    {
        var (seed, depth) = (int.Parse(rest[0], CultureInfo.InvariantCulture), int.Parse(rest[1], CultureInfo.InvariantCulture));
        using var ignoring = Become(rest.Length > 2 ? rest[2] : Kinds[0]);
        var random = new Random(seed);
        var children = depth == 0 ? 0 : random.Next(1, MostChildren);
        Output.Line($"node {children}");
        for (var n = 0; n < children; n++)
        {
            var kind = Kinds[random.Next(Kinds.Length)];
            string[] child = ["tree", Text(random.Next()), Text(depth - 1), kind];
            using var process = ProcessVerbs.Start(kind == "orphan" ? ["middle", .. child] : child);
        }

        return Waiting.ForEver();
    }

    private static PosixSignalRegistration? Become(string kind)
    {
        if (kind is "session" or "orphan")
        {
            Libc.LeadSession();
        }

        return kind == "ignoring" ? SignalVerbs.Ignore(PosixSignal.SIGTERM) : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
