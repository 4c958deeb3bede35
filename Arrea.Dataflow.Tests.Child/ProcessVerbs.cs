using System.Diagnostics;
using System.Globalization;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>Children that stay, and children that leave.</summary>
internal static class ProcessVerbs
{
    /// <summary><c>fork N</c>: starts so many children that sleep, says their process ids, and waits for them.</summary>
    public static int Fork(string[] rest)
    {
        var children = Enumerable.Range(0, int.Parse(rest[0], CultureInfo.InvariantCulture)).Select(static _ => Start("sleep", "-1")).ToList();
        children.ForEach(static child => Output.Line(child.Id.ToString(CultureInfo.InvariantCulture)));
        children.ForEach(static child => child.WaitForExit());
        return 0;
    }

    /// <summary><c>daemonise</c>: starts a copy in a session of its own, whose parent exits, says its process id when it is there, and ends.</summary>
    public static int Daemonise(string[] rest)
    {
        using var middle = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["middle", "session", .. rest]) { RedirectStandardOutput = true })!;
        Output.Line(middle.StandardOutput.ReadLine() ?? throw new IOException("the daemon has not come up"));
        middle.WaitForExit();
        return 0;
    }

    /// <summary><c>middle VERB ARGS…</c>: starts a copy that does this, and ends.</summary>
    public static int Middle(string[] rest)
    {
        using var child = Start(rest);
        return 0;
    }

    /// <summary><c>session</c>: leads a session of its own, says its process id, lets go of the standard streams, and sleeps for ever.</summary>
    public static int Session(string[] rest)
    {
        Libc.LeadSession();

        // Standard error first, which is that of whoever started it all: who knows the id finds it let go of.
        Libc.LetGoOf(0, Output.Error);
        Output.Line(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        Libc.LetGoOf(Output.Standard);
        Waiting.ForEver();
        return rest.Length;
    }

    /// <summary>Starts a copy of this program, on the same standard streams.</summary>
    public static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments))!;
}
