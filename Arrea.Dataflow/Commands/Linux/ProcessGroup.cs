using System.Globalization;
using System.IO.Enumeration;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>A command's process group: who is in it, and how to reach them all with one signal.</summary>
/// <remarks>
/// The group's number stays ours as long as its leader has not been reaped. That is why the leader is left a zombie until the
/// last signal has been sent: the number cannot pass to a stranger in between.
/// </remarks>
internal static unsafe class ProcessGroup
{
    private const int StatusSize = 512;

    private static readonly EnumerationOptions EveryEntry = new() { IgnoreInaccessible = true, AttributesToSkip = 0 };

    /// <summary>Sends a signal to every member. A group that is gone is no error.</summary>
    public static void Signal(int group, int signal) => _ = Libc.SendSignal(-group, signal);

    /// <summary>Whether the group has a member that still runs or is stopped. Zombies do not count: they only wait to be reaped.</summary>
    /// <remarks>Asks the kernel for the group of every process, which takes a fraction of a microsecond each; files are read only for members.</remarks>
    public static bool HasLivingMember(int group)
    {
        try
        {
            var processes = new FileSystemEnumerable<int>(
                "/proc",
                static (ref FileSystemEntry entry) => Number(entry.FileName),
                EveryEntry)
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) => Number(entry.FileName) > 0,
            };
            foreach (var pid in processes)
            {
                if (Libc.GroupOf(pid) == group && IsAlive(pid))
                {
                    return true;
                }
            }

            return false;
        }
        catch (IOException)
        {
            // No descriptor is left to look with. Unknown counts as alive: it only costs the grace, and then the kill.
            return true;
        }
    }

    private static int Number(ReadOnlySpan<char> name)
        => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static bool IsAlive(int pid)
    {
        Span<byte> path = stackalloc byte[32];
        path.Clear();
        "/proc/"u8.CopyTo(path);
        _ = pid.TryFormat(path[6..], out var digits, default, CultureInfo.InvariantCulture);
        "/stat"u8.CopyTo(path[(6 + digits)..]);

        var status = stackalloc byte[StatusSize];
        nint length;
        fixed (byte* name = path)
        {
            var file = Libc.Open(name, Libc.CloseOnExec);
            if (file < 0)
            {
                return Libc.Error != Libc.NoSuchEntry;
            }

            length = Libc.Read(file, status, StatusSize);
            _ = Libc.Close(file);
        }

        // "pid (name) state ...": the name may hold anything, a bracket too, so the last bracket counts.
        var text = new ReadOnlySpan<byte>(status, (int)Math.Max(length, 0));
        var state = text.LastIndexOf((byte)')') + 2;
        return state < text.Length && text[state] is not ((byte)'Z' or (byte)'X');
    }
}
