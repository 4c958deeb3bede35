namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Threads for running commands: one each while it runs, kept for the next one for a few seconds.</summary>
/// <remarks>
/// Not the thread pool: its threads must not block, and it adds new ones slowly. Background threads, so that none keeps the program alive.
/// </remarks>
internal sealed class CommandThread
{
    // Handlers of users run here; the memory is reserved, and only taken as far as it is used.
    private const int StackSize = 1024 * 1024;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);
    private static readonly Lock Gate = new();
    private static readonly List<CommandThread> Waiting = [];

    private readonly object _handOver = new();
    private RunningCommand? _command;

    private CommandThread()
    {
    }

    /// <summary>Runs a command on the thread that has waited least: its stack is warm, and the others get to end.</summary>
    public static void Run(RunningCommand command)
    {
        CommandThread? thread = null;
        lock (Gate)
        {
            if (Waiting.Count > 0)
            {
                thread = Waiting[^1];
                Waiting.RemoveAt(Waiting.Count - 1);
            }
        }

        if (thread is not null)
        {
            lock (thread._handOver)
            {
                thread._command = command;
                Monitor.Pulse(thread._handOver);
            }

            return;
        }

        thread = new() { _command = command };
        try
        {
            new Thread(thread.Work, StackSize) { IsBackground = true, Name = "arrea command" }.UnsafeStart();
        }
        catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
        {
            command.Refuse($"no thread is left to run the command: {error.Message}");
        }
    }

    private void Work()
    {
        do
        {
            var command = _command!;
            _command = null;
            command.Run();
        }
        while (WaitForNext());
    }

    private bool WaitForNext()
    {
        lock (Gate)
        {
            Waiting.Add(this);
        }

        while (true)
        {
            lock (_handOver)
            {
                if (_command is not null || Monitor.Wait(_handOver, Idle))
                {
                    return true;
                }
            }

            // Somebody may have picked this thread a moment ago, and be about to hand over the command.
            lock (Gate)
            {
                if (Waiting.Remove(this))
                {
                    return false;
                }
            }
        }
    }
}
