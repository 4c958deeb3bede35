using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>A small process that ends the running commands when this program is killed and cannot do it itself.</summary>
/// <remarks>
/// It is a shell that reads from a pipe whose other end only this program holds: <c>+12</c> when group 12 runs, <c>-12</c> when it has ended.
/// The end of the file is the death of this program. Then it ends every group it has been told of, and every process that carries the
/// mark of this runner, wherever it is: TERM, and after a grace KILL. It has a session of its own, so nothing from the terminal reaches it.
/// Should it die itself, the next command starts another. Where it cannot be started, commands run without.
/// </remarks>
internal sealed unsafe class Watchdog : IDisposable
{
    // `kill -0` counts zombies too, which only an init that does not reap leaves behind: the grace bounds the wait.
    private const string Script = """
        trap '' HUP INT QUIT TERM TSTP
        cd /
        groups=' '
        while read -r line; do
          case $line in
            +*) groups="$groups${line#+} " ;;
            -*) case $groups in *" ${line#-} "*) groups="${groups%% "${line#-}" *} ${groups#* "${line#-}" }" ;; esac ;;
          esac
        done
        marked() {
          for file in $(grep -l "$1" /proc/[0-9]*/environ 2>/dev/null); do
            pid=${file#/proc/}
            echo "${pid%/environ}"
          done
        }
        signal() {
          for group in $groups; do kill -s "$1" -- "-$group"; done
          for pid in $(marked "$2"); do kill -s "$1" "$pid"; done
        } 2>/dev/null
        left() {
          for group in $groups; do kill -0 -- "-$group" && return; done
          test -n "$(marked "$1")"
        } 2>/dev/null
        signal TERM "$1"
        signal CONT "$1"
        for turn in 1 2 3 4 5 6 7 8 9 10; do
          left "$1" || break
          sleep 0.1
        done
        for turn in 1 2 3 4 5 6 7 8 9 10; do
          signal KILL "$1"
          sleep 0.1
          left "$1" || break
        done
        """;

    private const long RetryAfterMilliseconds = 1_000;

    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private static readonly ConcurrentDictionary<int, WeakReference<Watchdog>> Running = new();

    private readonly Lock _gate = new();
    private readonly HashSet<int> _groups = [];
    private readonly CommandRequest _request;
    private readonly Timer _checks;
    private readonly string _marksOfRunner;
    private long _lastMark;
    private int _running;
    private long _nextTry = long.MinValue;
    private int _pipe = -1;
    private int _process;
    private bool _isDisposed;

    public Watchdog()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _marksOfRunner = ProcessMark.OfRunner(id);

        // Weak: a runner that is forgotten is to be collected.
        _checks = new Timer(static self => _ = ((WeakReference<Watchdog>)self!).TryGetTarget(out var watchdog) && watchdog.Check(), new WeakReference<Watchdog>(this), Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _request = new()
        {
            Arguments = ["/bin/sh", "-c", Script, "arrea-watchdog", id],
            InheritedVariables = [],
            Environment = new Dictionary<string, string?> { ["PATH"] = $"/usr/bin:/bin:/usr/sbin:/sbin:{Environment.GetEnvironmentVariable("PATH")}" },
            NewSession = true,
        };
    }

    static Watchdog() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => StopIdle();

    ~Watchdog() => Stop();

    /// <summary>Whether a process is a watchdog.</summary>
    public static bool Is(int processId) => Running.ContainsKey(processId);

    /// <summary>A command begins.</summary>
    /// <returns>Its mark.</returns>
    public ProcessMark Enter()
    {
        Interlocked.Increment(ref _running);
        return new(_marksOfRunner, Interlocked.Increment(ref _lastMark));
    }

    /// <summary>A command is over.</summary>
    public void Leave() => Interlocked.Decrement(ref _running);

    /// <summary>Starts the watchdog unless it runs.</summary>
    public void Ensure()
    {
        if (Volatile.Read(ref _process) == 0)
        {
            lock (_gate)
            {
                Start();
            }
        }
    }

    /// <summary>A group runs.</summary>
    public void Add(int group)
    {
        lock (_gate)
        {
            _groups.Add(group);
            if (!Tell('+', group))
            {
                Replace();
            }
        }
    }

    /// <summary>A group has ended; its number is still ours.</summary>
    public void Remove(int group)
    {
        lock (_gate)
        {
            _groups.Remove(group);
            if (!Tell('-', group))
            {
                Replace();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Stop();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>At the regular end of the program nothing is ended that commands which are over have left behind.</summary>
    private static void StopIdle()
    {
        foreach (var running in Running.Values)
        {
            if (running.TryGetTarget(out var watchdog) && Volatile.Read(ref watchdog._running) == 0)
            {
                watchdog.Dispose();
            }
        }
    }

    /// <summary>Starts another one if it was killed while commands run.</summary>
    private bool Check()
    {
        lock (_gate)
        {
            var isDead = _process != 0 && Children.HasEnded(Libc.WaitForOne, _process);
            if (isDead)
            {
                Replace();
            }

            return isDead;
        }
    }

    /// <summary>It was killed, or does not read. Another one is told of every group, if there is any.</summary>
    private void Replace()
    {
        Stop();
        if (_groups.Count > 0)
        {
            Start();
        }
    }

    private void Start()
    {
        if (_process != 0 || _isDisposed || Environment.TickCount64 < _nextTry)
        {
            return;
        }

        using var pipes = new StandardPipes();
        var pid = 0;
        using var plan = SpawnPlan.Make(_request, mark: null, out _);
        if (plan is null || pipes.OpenInput() != 0 || CommandSpawn.Start(plan, pipes, out pid) is not null)
        {
            _nextTry = Environment.TickCount64 + RetryAfterMilliseconds;
            return;
        }

        _pipe = pipes.TakeInput();
        Running[pid] = new(this);
        _checks.Change(CheckInterval, CheckInterval);
        Volatile.Write(ref _process, pid);
        foreach (var group in _groups)
        {
            _ = Tell('+', group);
        }
    }

    /// <summary>Kills it before it sees the end of the pipe, and reaps it.</summary>
    private void Stop()
    {
        if (_process == 0)
        {
            return;
        }

        _ = Libc.SendSignal(_process, Libc.Kill);
        _ = Children.Reap(_process, out _);
        _checks.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Running.TryRemove(_process, out _);
        _ = Libc.Close(_pipe);
        _pipe = -1;
        Volatile.Write(ref _process, 0);
    }

    private bool Tell(char verb, int group)
    {
        Span<byte> line = stackalloc byte[16];
        if (_process == 0)
        {
            return false;
        }

        _ = Utf8.TryWrite(line, CultureInfo.InvariantCulture, $"{verb}{group}\n", out var length);
        fixed (byte* text = line)
        {
            return Libc.Write(_pipe, text, (nuint)length) == length;
        }
    }
}
