using System.Diagnostics;
using Arrea.Benchmarks.Compare;
using Medallion.Shell;

namespace Arrea.Benchmarks.Sections;

/// <summary>The arms of <see cref="CommandsSection"/>: each runs the command as often, and looks at every exit code it can see.</summary>
internal sealed partial class CommandRuns(int count, int parallelism)
{
    private const string Shell = "/bin/sh";
    private const string Xargs = "/usr/bin/xargs";

    public static bool HasXargs => File.Exists(Xargs);

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

    // xargs says by its own exit code whether any command failed, and takes one line a command.
    public Task<Sample> XargsAsync()
        => ProgramAsync(Shell, ["-c", $"seq {count} | {Xargs} -n 1 -P {parallelism} {Shell} -c true"]);

    /// <summary>A program that runs all the commands itself.</summary>
    public async Task<Sample> ProgramAsync(string path, string[] arguments)
    {
        var exitCode = -1;
        var sample = await Meter.AllocatedAsync(async () =>
        {
            using var process = Process.Start(path, arguments);
            await process.WaitForExitAsync();
            exitCode = process.ExitCode;
        });
        WrongWorkException.Require(0, exitCode, $"exit code of {path}");
        return sample;
    }

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
