using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Ends all processes of a command in steps: the request, the grace, KILL; and makes sure that none is left.</summary>
/// <remarks>
/// The group is reached by one signal; processes that left it are looked for in <c>/proc</c> and signalled one by one.
/// "None left" is believed when two tables in a row, with a KILL to the group between them, show none: a process
/// that forks while a table is read can be overlooked once.
/// </remarks>
internal sealed class CommandEnding(int leader, ProcessMark mark, CommandRequest request, RunnerState runner)
{
    private const int PatienceAfterKillMilliseconds = 5_000;
    private const int LongestPauseMilliseconds = 50;

    private readonly Dictionary<int, ProcessEntry> _members = [];
    private readonly HashSet<ProcessEntry> _asked = [];
    private ProcessTable? _lastTable;
    private long _since;
    private long _ownSignalDue = long.MaxValue;
    private long _killDue;
    private long _hopelessDue;
    private long _nextLook;
    private int _pause = 1;
    private int _emptyTables;
    private bool _hasKilled;
    private bool _hasSeenExit;

    /// <summary>Takes the first step. Processes outside the group are looked for first, while their parents still show whose they are.</summary>
    public void Begin(long now, ProcessTables processes)
    {
        _since = ProcessEntry.Read(leader, since: long.MaxValue, out _)?.Start ?? 0;
        _killDue = now + (long)request.KillGrace.TotalMilliseconds;
        _nextLook = long.MaxValue;
        processes.ReadSince(_since).FindMembers(leader, mark, _members);
        if (_killDue > now && !request.KillNow.IsCancellationRequested)
        {
            var first = FirstSignal();
            _ownSignalDue = first == request.KillSignal ? long.MaxValue : now + ((_killDue - now) / 2);
            SignalGroup(first);
            _asked.UnionWith(_members.Values.Where(member => member.Group == leader));
            SignalOthers(first);

            // A stopped process gets the signal only when it goes on.
            SignalGroup(Libc.Continue);
        }
    }

    /// <summary>Milliseconds until the next step.</summary>
    public int NextWait(long now)
        => (int)Math.Clamp(Math.Min(_nextLook, _hasKilled ? _hopelessDue : Math.Min(_ownSignalDue, _killDue)) - now, 0, int.MaxValue);

    /// <summary>Takes the steps that are due.</summary>
    /// <param name="now">Milliseconds.</param>
    /// <param name="hasExited">Whether the leader has.</param>
    /// <param name="processes">The processes at this turn.</param>
    /// <returns>Whether none of the command's processes is left, or waiting on is pointless: one waits for a dead disk, or has other rights than we.</returns>
    public bool Advance(long now, bool hasExited, ProcessTables processes)
    {
        if (!_hasKilled && (now >= _killDue || request.KillNow.IsCancellationRequested))
        {
            _hasKilled = true;
            _hopelessDue = now + PatienceAfterKillMilliseconds;
            _pause = 1;
            _nextLook = now;
            SignalGroup(Libc.Kill);
        }

        if (hasExited && !_hasSeenExit)
        {
            _hasSeenExit = true;
            _nextLook = now;
            _ownSignalDue = _ownSignalDue == long.MaxValue ? _ownSignalDue : now;
        }

        if (now >= _ownSignalDue)
        {
            SignalGroup(request.KillSignal);
            _ownSignalDue = long.MaxValue;
        }

        if (now >= _nextLook)
        {
            Look(now, processes.ReadSince(_since));
        }

        return _emptyTables > 1 || (_hasKilled && now >= _hopelessDue);
    }

    private void Look(long now, ProcessTable table)
    {
        // Another command may have had this table read before our last step.
        if (table != _lastTable)
        {
            _lastTable = table;
            table.FindMembers(leader, mark, _members);
            var isEmpty = _hasSeenExit && _members.Count == 0 && !table.IsUnknown;
            _emptyTables = isEmpty ? _emptyTables + 1 : 0;
            if (isEmpty)
            {
                SignalGroup(Libc.Kill);
            }
            else
            {
                // Whoever is left when the leader has gone, or came since, has perhaps not been asked.
                SignalOthers(_hasKilled ? Libc.Kill : request.KillSignal);
            }
        }

        _nextLook = _emptyTables == 1 ? now : now + _pause;
        _pause = Math.Min(2 * _pause, LongestPauseMilliseconds);
    }

    /// <summary>
    /// The command's own kill signal, unless only the one that this program got is handled by any of its processes: who tidies up when the
    /// terminal says so gets to do that. A plain request to end follows should it come to nothing.
    /// </summary>
    private int FirstSignal()
        => runner.EndSignal is { } fromOutside && !AnyHandles(request.KillSignal) && AnyHandles(fromOutside) ? fromOutside : request.KillSignal;

    private bool AnyHandles(int signal) => _members.Values.Any(member => member.Handles(signal));

    private void SignalGroup(int signal) => _ = Libc.SendSignal(-leader, signal);

    /// <summary>Signals processes one by one: those outside the group, and those that joined it after it was signalled.</summary>
    private void SignalOthers(int signal)
    {
        foreach (var member in _members.Values)
        {
            if (signal == Libc.Kill || _asked.Add(member))
            {
                // It has been in the table a moment ago; the kernel checks by the descriptor that it still is the same.
                Signal(member, signal);
            }
        }
    }

    private static void Signal(in ProcessEntry process, int signal)
    {
        var descriptor = (int)Libc.SystemCall(Libc.PidfdOpenCall, process.Id, 0);
        var now = ProcessEntry.Read(process.Id, since: long.MaxValue, out var isUnknown);
        if (isUnknown || now?.Start == process.Start)
        {
            _ = descriptor >= 0
                ? (int)Libc.SystemCall(Libc.PidfdSendSignalCall, descriptor, signal, 0, 0)
                : Libc.SendSignal(process.Id, signal);
        }

        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }
}
