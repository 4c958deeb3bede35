using System.Diagnostics;
using System.Globalization;
using Arrea.Benchmarks.Compare;
using Medallion.Shell;

namespace Arrea.Benchmarks.Sections;

/// <summary>Arms of <see cref="OutputSection"/>: each reads all that one command writes, and counts it where it can see it.</summary>
internal sealed partial class OutputRuns(long volume)
{
    private const int BufferSize = 64 * 1024;

    private readonly string[] _command = ["head", "-c", volume.ToString(CultureInfo.InvariantCulture), "/dev/zero"];

    public Task<Sample> NativeAsync(NativeProgram native, int pipeSize)
        => WholeProgram.RunAsync(native.Path, [$"{pipeSize}", $"{volume}", "-1", .. _command]);

    public Task<Sample> ProcessToTextAsync()
        => ReadAsync(static async process => (await process.StandardOutput.ReadToEndAsync()).Length);

    public Task<Sample> ProcessToNullAsync() => ReadAsync(static async process =>
    {
        var buffer = new byte[BufferSize];
        var total = 0L;
        while (await process.StandardOutput.BaseStream.ReadAsync(buffer) is > 0 and var count)
        {
            total += count;
        }

        return total;
    });

    public Task<Sample> ProcessToNullBlocking() => ReadAsync(static process =>
    {
        var buffer = new byte[BufferSize];
        var total = 0L;
        while (process.StandardOutput.BaseStream.Read(buffer) is > 0 and var count)
        {
            total += count;
        }

        return Task.FromResult(total);
    });

    public async Task<Sample> MedallionAsync()
    {
        var total = -1L;
        var sample = await Meter.PeakAsync(async () =>
        {
            var result = await Command.Run(_command[0], _command[1..]).Task;
            total = result.Success ? result.StandardOutput.Length : -1;
        });
        WrongWorkException.Require(volume, total, "bytes read");
        return sample;
    }

    private async Task<Sample> ReadAsync(Func<Process, Task<long>> read)
    {
        var total = -1L;
        var sample = await Meter.PeakAsync(async () =>
        {
            using var process = Process.Start(new ProcessStartInfo(_command[0], _command[1..]) { RedirectStandardOutput = true })!;
            total = await read(process);
            await process.WaitForExitAsync();
            WrongWorkException.Require(0, process.ExitCode, "exit code");
        });
        WrongWorkException.Require(volume, total, "bytes read");
        return sample;
    }
}
