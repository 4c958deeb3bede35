using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Shows pieces of output to the user's handler, and waits for it.</summary>
/// <remarks>
/// Blocking is right here: the thread is this command's own, nobody else waits for it, and not reading on is what makes the pipe
/// fill and the command wait for its reader. The wait still answers to cancellation, and sends signals on time.
/// </remarks>
internal sealed unsafe class HandlerCalls(CommandOutputHandler handler, WakeUp wake, GroupEnding ending)
{
    private readonly Action _signal = wake.Signal;

    /// <summary>Shows a piece, and returns when the handler is done with it. What the handler throws comes out of here.</summary>
    public void Show(OutputStream stream, ReadOnlyMemory<byte> piece)
    {
        var handled = handler(stream, piece);
        if (handled.IsCompleted)
        {
            handled.GetAwaiter().GetResult();
            return;
        }

        var pending = handled.AsTask();
        Await(pending);
        pending.GetAwaiter().GetResult();
    }

    private void Await(Task pending)
    {
        pending.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(_signal);
        while (!pending.IsCompleted)
        {
            // After KILL no step is left; only the handler itself can end the wait.
            var entry = new Libc.PollEntry(wake.Descriptor, Libc.PollIn);
            if (Libc.Poll(&entry, 1, ending.HasKilled ? -1 : ending.NextStep) > 0)
            {
                wake.Clear();
            }

            ending.Advance();
        }
    }
}
