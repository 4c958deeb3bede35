using System.Globalization;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Commands;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class OutputRuns
{
    private const char Gap = '…';

    /// <summary>As a job does it: the head and the tail are kept.</summary>
    public async Task<Sample> ArreaCaptureAsync()
    {
        var (sample, result) = await ArreaAsync(new CommandRequest { Arguments = _command });
        var parts = result.StandardOutput.Split('\n');
        WrongWorkException.Require(volume > BytesKept, result.OutputTruncated, "truncated");
        var seen = parts.Where(static part => !part.StartsWith(Gap)).Sum(static part => (long)part.Length);
        var dropped = parts.Where(static part => part.StartsWith(Gap)).Sum(static part => long.Parse(part.Split(' ')[1], CultureInfo.InvariantCulture));
        WrongWorkException.Require(volume, seen + dropped, "bytes kept and bytes left out");
        return sample;
    }

    public async Task<Sample> ArreaHandlerAsync()
    {
        var total = 0L;
        var (sample, _) = await ArreaAsync(new CommandRequest
        {
            Arguments = _command,
            OnOutput = (_, bytes) =>
            {
                total += bytes.Length;
                return default;
            },
        });
        WrongWorkException.Require(volume, total, "bytes shown");
        return sample;
    }

    // The null device tells nobody how much it was given; the command's exit code says that everything was taken from it.
    public async Task<Sample> ArreaToFileAsync()
    {
        var (sample, result) = await ArreaAsync(new CommandRequest
        {
            Arguments = _command,
            MaxCapturedBytes = 0,
            StandardOutputTarget = OutputTarget.ToFile("/dev/null"),
        });
        WrongWorkException.Require(true, result.OutputTruncated, "truncated");
        return sample;
    }

    private static int BytesKept { get; } = new CommandRequest().MaxCapturedBytes;

    private static async Task<(Sample Sample, CommandResult Result)> ArreaAsync(CommandRequest request)
    {
        CommandResult? result = null;
        var sample = await Meter.PeakAsync(async () => result = await CommandRunner.Default.RunAsync(request));
        WrongWorkException.Require(0, result!.ExitCode, "exit code");
        return (sample, result);
    }
}
