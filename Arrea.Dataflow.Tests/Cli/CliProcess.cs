using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>What a program left behind.</summary>
internal sealed record CliResult(int ExitCode, byte[] OutputBytes, string Error)
{
    public string Output { get; } = Encoding.UTF8.GetString(OutputBytes);

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fails with everything that is known unless the exit code is the one expected.</summary>
    public CliResult Exits(int code)
    {
        Assert.AreEqual(code, ExitCode, $"\n--- standard output ---\n{Output}\n--- standard error ---\n{Error}");
        return this;
    }
}

/// <summary>The built <c>arrea</c> in a process of its own.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    // Far more than anything takes on a busy machine: it ends a test that hangs, and decides nothing else.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly CancellationTokenSource _patience;
    private readonly Task<byte[]> _output;
    private readonly Task<byte[]> _error;
    private readonly Seen _seenOutput = new();
    private readonly Seen _seenError = new();

    /// <summary>The program that was published, to be tested in place of the one that was built; null for the latter.</summary>
    private static string? Published => Environment.GetEnvironmentVariable("ARREA_TEST_PROGRAM");

    private CliProcess(Process process, CancellationToken cancellationToken)
    {
        _process = process;
        _patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _patience.CancelAfter(Patience);
        _output = ReadAsync(process.StandardOutput.BaseStream, _seenOutput);
        _error = ReadAsync(process.StandardError.BaseStream, _seenError);
    }

    public static string Program { get; } = Published ?? Path.Combine(AppContext.BaseDirectory, "arrea.dll");

    /// <summary>What runs <see cref="Program"/>.</summary>
    public static string Host { get; } = Published is not null ? "/usr/bin/env" : Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");

    /// <summary>A folder for settings that nobody makes.</summary>
    public static string NoSettings { get; } = Path.Combine(AppContext.BaseDirectory, "no-settings");

    public int Id => _process.Id;

    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Runs arrea with an empty pipe for standard input.</summary>
    public static Task<CliResult> RunAsync(TestContext context, params string[] arguments)
        => RunAsync(context, [], arguments);

    /// <summary>Runs arrea with some bytes for standard input.</summary>
    public static async Task<CliResult> RunAsync(TestContext context, byte[] input, params string[] arguments)
    {
        await using var process = Start(context, arguments);
        try
        {
            await process.Input.WriteAsync(input, context.CancellationToken);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It need not read to the end.
        }

        return await process.EndAsync();
    }

    /// <summary>Runs a shell script in which <c>arrea</c> is a command.</summary>
    public static async Task<CliResult> ScriptAsync(TestContext context, string script)
    {
        await using var process = StartProgram(context, "/bin/bash", ["-c", $"arrea() {{ \"$DOTNET\" \"$ARREA\" \"$@\"; }}\n{script}"]);
        process.Input.Close();
        return await process.EndAsync();
    }

    /// <summary>Starts arrea, with a pipe for standard input that stays open.</summary>
    public static CliProcess Start(TestContext context, params string[] arguments)
        => StartProgram(context, Host, [Program, .. arguments]);

    /// <summary>Starts a program that may start arrea, with a pipe for standard input that stays open.</summary>
    public static CliProcess StartProgram(TestContext context, string program, string[] arguments)
    {
        // Whoever runs the tests may have signals ignored, as nohup does; that must not reach what is tested.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=HUP,INT,QUIT,TERM", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in new[] { "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "TERM" })
        {
            start.Environment.Remove(name);
        }

        // Nor may what somebody has configured on this machine.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("ARREA_", StringComparison.Ordinal) && name != "ARREA_TEST_FULL").ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["XDG_CONFIG_HOME"] = NoSettings;

        // No test leaves journals in the home of whoever runs the tests.
        start.Environment["XDG_STATE_HOME"] = Path.Combine(AppContext.BaseDirectory, "state");
        start.Environment["SHELL"] = "/bin/sh";
        start.Environment["DOTNET"] = Host;
        start.Environment["ARREA"] = Program;
        return new CliProcess(Process.Start(start)!, context.CancellationToken);
    }

    /// <summary>What has come on standard output so far.</summary>
    public string SeenOutput => _seenOutput.Text;

    /// <summary>Waits until standard output holds a text.</summary>
    public Task OutputAsync(string text) => _seenOutput.WaitAsync(text, _patience.Token);

    /// <summary>Waits until standard error holds a text.</summary>
    public Task ErrorAsync(string text) => _seenError.WaitAsync(text, _patience.Token);

    public void Signal(int number) => Assert.AreEqual(0, Send(_process.Id, number));

    public async Task<CliResult> EndAsync()
    {
        var output = await _output.WaitAsync(_patience.Token);
        var error = await _error.WaitAsync(_patience.Token);
        await _process.WaitForExitAsync(_patience.Token);
        return new CliResult(_process.ExitCode, output, Encoding.UTF8.GetString(error));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _patience.Dispose();
    }

    private static async Task<byte[]> ReadAsync(Stream stream, Seen seen)
    {
        using var all = new MemoryStream();
        var bytes = new byte[64 * 1024];
        while (await stream.ReadAsync(bytes) is var read and > 0)
        {
            await all.WriteAsync(bytes.AsMemory(0, read));
            seen.Add(bytes.AsSpan(0, read));
        }

        seen.End();
        return all.ToArray();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Send(int process, int signal);

    /// <summary>Text that has arrived so far, and who waits for what.</summary>
    private sealed class Seen
    {
        private readonly Lock _gate = new();
        private readonly StringBuilder _text = new();
        private readonly List<(string Text, TaskCompletionSource Done)> _waiting = [];
        private bool _ended;

        public string Text
        {
            get
            {
                lock (_gate)
                {
                    return _text.ToString();
                }
            }
        }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            lock (_gate)
            {
                _text.Append(Encoding.Latin1.GetString(bytes));
                Settle();
            }
        }

        public void End()
        {
            lock (_gate)
            {
                _ended = true;
                Settle();
            }
        }

        public Task WaitAsync(string text, CancellationToken cancellationToken)
        {
            lock (_gate)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((text, done));
                Settle();
                return done.Task.WaitAsync(cancellationToken);
            }
        }

        private void Settle()
        {
            if (_waiting.Count == 0)
            {
                return;
            }

            var text = _text.ToString();
            foreach (var (wanted, done) in _waiting.ToArray())
            {
                if (text.Contains(wanted, StringComparison.Ordinal))
                {
                    done.TrySetResult();
                }
                else if (_ended)
                {
                    done.TrySetException(new AssertFailedException($"'{wanted}' never came. What came:\n{text}"));
                }
            }

            _waiting.RemoveAll(static waiter => waiter.Done.Task.IsCompleted);
        }
    }
}
