using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>A descriptor that becomes readable when something wants an attendant: a new command, cancellation, or a handler that has finished.</summary>
internal sealed unsafe class WakeUp : IDisposable
{
    private readonly Lock _gate = new();

    private WakeUp(int descriptor) => Descriptor = descriptor;

    /// <summary>What to poll; negative when it has been closed.</summary>
    public int Descriptor { get; private set; }

    /// <summary>Opens one.</summary>
    /// <returns>Null when no descriptor is left; then <paramref name="error"/> is the number of the error.</returns>
    public static WakeUp? Open(out int error)
    {
        var descriptor = Libc.EventDescriptor(0, Libc.CloseOnExec | Libc.NonBlocking);
        error = descriptor < 0 ? Libc.Error : 0;
        return descriptor < 0 ? null : new(descriptor);
    }

    /// <summary>Wakes the thread. May come from any thread, and after the command has ended.</summary>
    public void Signal()
    {
        // The gate keeps a late caller from writing into a descriptor that was closed and given to somebody else.
        lock (_gate)
        {
            var one = 1UL;
            if (Descriptor >= 0)
            {
                _ = Libc.Write(Descriptor, (byte*)&one, sizeof(ulong));
            }
        }
    }

    /// <summary>Makes it unreadable again. Called before looking at what was signalled, so that nothing is missed.</summary>
    public void Clear()
    {
        ulong count;
        _ = Libc.Read(Descriptor, (byte*)&count, sizeof(ulong));
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (Descriptor >= 0)
            {
                _ = Libc.Close(Descriptor);
                Descriptor = -1;
            }
        }
    }
}
