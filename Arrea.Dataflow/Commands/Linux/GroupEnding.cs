using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Ends a process group in steps: TERM, the grace, KILL, and a bound on the wait for what KILL cannot end.</summary>
/// <remarks>It only sends signals and tells the time of the next step, so it can be advanced from wherever the command's thread waits.</remarks>
internal sealed class GroupEnding(int group, TimeSpan grace, CancellationToken end, CancellationToken killNow)
{
    private const int PatienceAfterKill = 5_000;

    private long _next;

    /// <summary>Whether the end has been asked for.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether KILL has been sent.</summary>
    public bool HasKilled { get; private set; }

    /// <summary>Whether the group has outlived KILL for so long that waiting on is pointless: it waits for a dead disk, or has other rights than we.</summary>
    public bool IsHopeless => HasKilled && Environment.TickCount64 >= _next;

    /// <summary>Milliseconds until the next step; -1 when none is due.</summary>
    public int NextStep => HasBegun ? (int)Math.Clamp(_next - Environment.TickCount64, 0, int.MaxValue) : -1;

    /// <summary>Takes the first step, once.</summary>
    public void Begin()
    {
        if (HasBegun)
        {
            return;
        }

        HasBegun = true;
        _next = Environment.TickCount64 + (long)grace.TotalMilliseconds;
        if (grace > TimeSpan.Zero && !killNow.IsCancellationRequested)
        {
            ProcessGroup.Signal(group, Libc.Terminate);

            // A stopped process gets TERM only when it goes on.
            ProcessGroup.Signal(group, Libc.Continue);
        }

        Advance();
    }

    /// <summary>Takes the next step if it is time, the first one if the end has been asked for.</summary>
    public void Advance()
    {
        if (!HasBegun && end.IsCancellationRequested)
        {
            Begin();
        }

        if (HasBegun && !HasKilled && (killNow.IsCancellationRequested || Environment.TickCount64 >= _next))
        {
            Kill();
        }
    }

    /// <summary>Takes the last step at once.</summary>
    public void Kill()
    {
        ProcessGroup.Signal(group, Libc.Kill);
        if (!HasKilled)
        {
            HasKilled = true;
            _next = Environment.TickCount64 + PatienceAfterKill;
        }
    }
}
