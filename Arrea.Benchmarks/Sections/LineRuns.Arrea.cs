using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Commands;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class LineRuns
{
    /// <summary>Lines as bytes.</summary>
    public Task<Sample> ArreaBytesAsync() => ArreaAsync(static line => line.Bytes.Length);

    /// <summary>Lines as strings.</summary>
    public Task<Sample> ArreaStringsAsync() => ArreaAsync(static line => line.Text.Length);

    private async Task<Sample> ArreaAsync(Func<OutputLine, int> lengthOf)
    {
        var count = new LineCount();
        var request = new CommandRequest { Arguments = ["cat", file.Path], MaxCapturedBytes = 0 };
        var stream = CommandRunner.Default.StreamAsync(request);
        var sample = await Meter.PeakAsync(async () =>
        {
            await foreach (var line in stream)
            {
                count.Add(lengthOf(line));
            }
        });
        WrongWorkException.Require(0, (await stream.Completion).ExitCode, "exit code");
        return count.Checked(file, sample);
    }
}
