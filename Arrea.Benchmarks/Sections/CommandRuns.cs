using System.Diagnostics;
using Arrea.Benchmarks.Compare;
using Medallion.Shell;

namespace Arrea.Benchmarks.Sections;

/// <summary>Arms of <see cref="CommandsSection"/>: each runs the command as often, and looks at every exit code it can see.</summary>
internal sealed partial class CommandRuns(int count, int parallelism)
{
    private const string Shell = PeerPrograms.Shell;

    public Task<Sample> PlainProcessAsync() => LoopsAsync(static async () =>
    {
        using var process = Process.Start(Shell, ["-c", "true"]);
        await process.WaitForExitAsync();
        return process.ExitCode;
    });

    public Task<Sample> ProcessAsync() => LoopsAsync(static async () =>
    {
        using var process = Process.Start(new ProcessStartInfo(Shell, ["-c", "true"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return texts.All(static text => text.Length == 0) ? process.ExitCode : -1;
    });

    public Task<Sample> MedallionAsync() => LoopsAsync(static async () =>
    {
        var result = await Command.Run(Shell, "-c", "true").Task;
        return result.StandardOutput.Length == 0 ? result.ExitCode : -1;
    });

    // Both say by their own exit code whether any command failed, and take one line a command.
    public Task<Sample> XargsAsync()
        => WholeProgram.RunAsync(Shell, ["-c", $"seq {count} | {PeerPrograms.Xargs} -n 1 -P {parallelism} {Shell} -c true"]);

    public Task<Sample> GnuParallelAsync()
        => WholeProgram.RunAsync(Shell, ["-c", $"seq {count} | PARALLEL_SHELL={Shell} {PeerPrograms.GnuParallel} --will-cite -n 0 -j {parallelism} true"]);

    public Task<Sample> NativeAsync(NativeProgram native) => WholeProgram.RunAsync(native.Path, [$"{count}", $"{parallelism}"]);

    private async Task<Sample> LoopsAsync(Func<Task<int>> runOne)
    {
        var next = -1;
        var succeeded = 0;
        var sample = await Meter.AllocatedAsync(() => Task.WhenAll(Enumerable.Range(0, parallelism).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) < count)
            {
                if (await runOne() == 0)
                {
                    Interlocked.Increment(ref succeeded);
                }
            }
        }))));
        WrongWorkException.Require(count, succeeded, "commands that exited with 0");
        return sample;
    }
}
