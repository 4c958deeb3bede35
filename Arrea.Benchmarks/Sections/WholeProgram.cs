using System.Diagnostics;
using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>Arms that are a program of their own, which does all the work and says by its exit code whether it was done.</summary>
internal static class WholeProgram
{
    public static async Task<Sample> RunAsync(string path, IEnumerable<string> arguments)
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
}
