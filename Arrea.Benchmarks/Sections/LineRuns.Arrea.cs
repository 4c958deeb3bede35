using System.Runtime.InteropServices;
using System.Text;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Commands;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class LineRuns
{
    /// <summary>Lines put together from the pieces that a handler is shown.</summary>
    public async Task<Sample> ArreaHandlerAsync()
    {
        var count = new LineCount();
        var unfinished = new List<byte>();
        CommandResult? result = null;
        var request = new CommandRequest
        {
            Arguments = ["cat", file.Path],
            MaxCapturedBytes = 0,
            OnOutput = (_, bytes) =>
            {
                Take(bytes.Span);
                return default;
            },
        };
        var sample = await Meter.PeakAsync(async () => result = await CommandRunner.Default.RunAsync(request));
        WrongWorkException.Require(0, result!.ExitCode, "exit code");
        return count.Checked(file, sample);

        void Take(ReadOnlySpan<byte> bytes)
        {
            while (bytes.IndexOf(NewLine) is >= 0 and var end)
            {
                count.Add(Text(bytes[..end]).Length);
                bytes = bytes[(end + 1)..];
            }

            unfinished.AddRange(bytes);
        }

        string Text(ReadOnlySpan<byte> end)
        {
            if (unfinished.Count == 0)
            {
                return Encoding.UTF8.GetString(end);
            }

            unfinished.AddRange(end);
            var text = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(unfinished));
            unfinished.Clear();
            return text;
        }
    }
}
