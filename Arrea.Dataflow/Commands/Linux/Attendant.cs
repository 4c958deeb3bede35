using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>A thread that attends to running commands: one while there are threads enough, and several once there are not.</summary>
/// <remarks>
/// It waits in <c>poll</c> for whatever comes first of all its commands: output, room for input, an exit, a time, or somebody who wants
/// one ended. A thread for each of a few commands starts the most commands a second; a bound on the threads lets a
/// thousand commands wait on a handful. Handlers, targets and streams of users never run here, so no command waits for those of another.
/// Not the thread pool: its threads must not block. Background threads, so that none keeps the program alive.
/// </remarks>
internal sealed class Attendant
{
    internal const string ThreadName = "arrea commands";

    private const int StackSize = 256 * 1024;
    private const int IdleMilliseconds = 5_000;
    private const int PauseMilliseconds = 10;

    // Short commands start fastest with a thread each; starting one takes most of a core, so more than a few a core gain nothing.
    private static readonly int MostThreads = Math.Max(8, 4 * Environment.ProcessorCount);
    private static readonly Lock Gate = new();
    private static readonly List<Attendant> All = [];

    private readonly WakeUp _wake;
    private readonly Lock _commandsGate = new();
    private readonly List<RunningCommand> _commands = [];
    private readonly ProcessTables _processes = new();
    private List<RunningCommand> _arrivals = [];
    private List<RunningCommand> _arrived = [];
    private Libc.PollEntry[] _entries = GC.AllocateArray<Libc.PollEntry>(8, pinned: true);
    private int _load;

    private Attendant(WakeUp wake) => _wake = wake;

    /// <summary>Gives a command to the thread that has least to do.</summary>
    /// <returns>Null, or why no thread can take it.</returns>
    public static StartError? Attend(RunningCommand command)
    {
        Attendant? chosen;
        StartError? error;
        lock (Gate)
        {
            (chosen, error) = Choose();
            if (chosen is null)
            {
                return error;
            }

            chosen._load++;
            chosen._arrivals.Add(command);
        }

        chosen._wake.Signal();
        return null;
    }

    /// <summary>Sends a signal to every running command of a runner.</summary>
    public static void SignalAll(RunnerState runner, int signal)
    {
        foreach (var attendant in Attendants())
        {
            lock (attendant._commandsGate)
            {
                attendant._commands.ForEach(command => command.Signal(runner, signal));
            }
        }
    }

    /// <summary>Whether a process is that of a running command.</summary>
    public static bool Attends(int processId)
    {
        foreach (var attendant in Attendants())
        {
            lock (attendant._commandsGate)
            {
                if (attendant._commands.Exists(command => command.ProcessId == processId))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static Attendant[] Attendants()
    {
        lock (Gate)
        {
            return [.. All];
        }
    }

    private static (Attendant? Chosen, StartError? Error) Choose()
    {
        Attendant? least = null;
        foreach (var attendant in All)
        {
            if (least is null || attendant._load < least._load)
            {
                least = attendant;
            }
        }

        if (least is { _load: 0 } || All.Count >= MostThreads)
        {
            return (least, null);
        }

        if (WakeUp.Open(out var error) is not { } wake)
        {
            return (least, least is null ? StartFailure.OfSystem(error) : null);
        }

        var added = new Attendant(wake);
        try
        {
            new Thread(added.Work, StackSize) { IsBackground = true, Name = ThreadName }.UnsafeStart();
        }
        catch (Exception failure) when (failure is OutOfMemoryException or ThreadStartException)
        {
            wake.Dispose();
            return (least, least is null ? new($"no thread is left to run the command: {failure.Message}") : null);
        }

        All.Add(added);
        return (added, null);
    }

    private void Work()
    {
        while (true)
        {
            TakeArrivals();
            var ready = Wait();
            if (ready == 0 && _commands.Count == 0 && Retire())
            {
                return;
            }

            // A signal to this process cuts a wait short; then nothing is known to be ready.
            if (ready < 0)
            {
                Array.Clear(_entries);
            }

            Turn();
        }
    }

    private void TakeArrivals()
    {
        lock (Gate)
        {
            (_arrived, _arrivals) = (_arrivals, _arrived);
        }

        foreach (var command in _arrived)
        {
            if (command.Start(_wake))
            {
                lock (_commandsGate)
                {
                    _commands.Add(command);
                }
            }
            else
            {
                End(command);
            }
        }

        _arrived.Clear();
    }

    private int Wait()
    {
        var count = 1 + (_commands.Count * RunningCommand.Descriptors);
        if (_entries.Length < count)
        {
            _entries = GC.AllocateArray<Libc.PollEntry>(2 * count, pinned: true);
        }

        _entries[0] = new(_wake.Descriptor, Libc.PollIn);
        var timeout = _commands.Count == 0 ? IdleMilliseconds : Timeout.Infinite;
        for (var i = 0; i < _commands.Count; i++)
        {
            var wait = _commands[i].Watch(EntriesOf(i));
            timeout = timeout < 0 ? wait : wait < 0 ? timeout : Math.Min(timeout, wait);
        }

        var ready = Poll(0, count, timeout);
        if (ready < 0 && Libc.Error != Libc.Interrupted)
        {
            // More at once than the limit on descriptors allows, which was lowered meanwhile: asked for one by one, every now and then.
            Thread.Sleep(PauseMilliseconds);
            ready = 0;
            for (var i = 0; i < count; i++)
            {
                ready += Math.Max(Poll(i, 1, timeout: 0), 0);
            }
        }

        if (ready > 0 && _entries[0].Returned != 0)
        {
            _wake.Clear();
        }

        return ready;
    }

    private unsafe int Poll(int first, int count, int timeout)
    {
        fixed (Libc.PollEntry* entries = &_entries[first])
        {
            return Libc.Poll(entries, (ulong)count, timeout);
        }
    }

    private void Turn()
    {
        _processes.NextTurn();
        for (var i = 0; i < _commands.Count; i++)
        {
            _commands[i].Turn(EntriesOf(i), _processes);
        }

        for (var i = _commands.Count - 1; i >= 0; i--)
        {
            if (_commands[i] is { IsOver: true } command)
            {
                // Out of the list first: nobody may signal a process that has been reaped.
                lock (_commandsGate)
                {
                    _commands.RemoveAt(i);
                }

                End(command);
            }
        }
    }

    private void End(RunningCommand command)
    {
        command.Release();
        lock (Gate)
        {
            _load--;
        }

        command.Complete();
    }

    private bool Retire()
    {
        lock (Gate)
        {
            if (_load > 0)
            {
                return false;
            }

            All.Remove(this);
        }

        _wake.Dispose();
        return true;
    }

    private Span<Libc.PollEntry> EntriesOf(int index)
        => _entries.AsSpan(1 + (index * RunningCommand.Descriptors), RunningCommand.Descriptors);
}
