using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Makes this process adopt the orphans of its descendants, and reaps those that end.</summary>
/// <remarks>
/// A child is taken for an adopted one when it is not in this process's own group, as children of the runtime are, and is attended to by
/// nobody: seen twice, so that one that is just being started is never mistaken.
/// </remarks>
internal sealed class Subreaper
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Lock Gate = new();
    private static Subreaper? _instance;

    // Kept, or it would be collected.
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

    /// <summary>Reaps adopted children that have ended.</summary>
    private void Sweep()
    {
        lock (_seen)
        {
            if (!Children.HasEnded(Libc.WaitForAny, 0))
            {
                _seen.Clear();
                return;
            }

            var ended = ProcessTable.Read(since: 0).EndedChildren().Where(static id => !Attendant.Attends(id) && !Watchdog.Is(id)).ToList();
            foreach (var id in ended.Where(_seen.Contains))
            {
                _ = Children.TryReap(id);
            }

            _seen.Clear();
            _seen.UnionWith(ended);
        }
    }
}
