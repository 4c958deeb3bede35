using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Makes this process adopt the orphans of its descendants, and reaps those that end.</summary>
/// <remarks>
/// A child is taken for an adopted one when it is not in this process's own group, as children of the runtime are, and is attended to by
/// nobody: seen twice, so that one that is just being started is never mistaken.
/// </remarks>
internal sealed unsafe class Subreaper : IDisposable
{
    private const int SignalInfoSize = 256;
    private const int WaitForAny = 0;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Lock Gate = new();
    private static Subreaper? _instance;

    private readonly Timer _timer;
    private readonly HashSet<int> _seen = [];

    private Subreaper()
    {
        _ = Libc.ProcessControl(Libc.SetChildSubreaper, 1, 0, 0, 0);
        _timer = new Timer(static subreaper => ((Subreaper)subreaper!).Sweep(), this, Interval, Interval);
    }

    /// <summary>From now on, to the end of the process.</summary>
    public static void Enable()
    {
        lock (Gate)
        {
            _instance ??= new();
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Reaps adopted children that have ended.</summary>
    private void Sweep()
    {
        lock (_seen)
        {
            if (!AnyHasEnded())
            {
                _seen.Clear();
                return;
            }

            var ended = ProcessTable.Read(since: 0).EndedChildren().Where(static id => !Attendant.Attends(id) && !Watchdog.Is(id)).ToList();
            foreach (var id in ended.Where(_seen.Contains))
            {
                int status;
                Libc.Usage usage;
                _ = Libc.Wait(id, &status, Libc.NoHang, &usage);
            }

            _seen.Clear();
            _seen.UnionWith(ended);
        }
    }

    private static bool AnyHasEnded()
    {
        var info = stackalloc int[SignalInfoSize / sizeof(int)];
        info[0] = 0;
        return Libc.WaitInfo(WaitForAny, 0, info, Libc.ExitedChildren | Libc.NoHang | Libc.LeaveZombie) == 0 && info[0] != 0;
    }
}
