using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text;
using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>Arms of <see cref="OutputSection"/>: each takes what one command writes apart into lines, and counts them and their length.</summary>
internal sealed partial class LineRuns(LineFile file)
{
    private const int BufferSize = 64 * 1024;
    private const byte NewLine = (byte)'\n';

    public Task<Sample> NativeAsync(NativeProgram native)
        => WholeProgram.RunAsync(native.Path, ["0", $"{file.Bytes}", $"{file.Lines}", "cat", file.Path]);

    public Task<Sample> ProcessReadLineAsync() => ReadAsync(static async (process, count) =>
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            count.Add(line.Length);
        }
    });

    public Task<Sample> PipelinesAsync() => ReadAsync(static (process, count) => EachLineAsync(process, line => count.Add(Encoding.UTF8.GetString(line).Length)));

    public Task<Sample> PipelinesBytesAsync() => ReadAsync(static (process, count) => EachLineAsync(process, line => count.Add((int)line.Length)));

    private static async Task EachLineAsync(Process process, Action<ReadOnlySequence<byte>> take)
    {
        var reader = PipeReader.Create(process.StandardOutput.BaseStream, new StreamPipeReaderOptions(bufferSize: BufferSize));
        ReadResult read;
        do
        {
            read = await reader.ReadAsync();
            reader.AdvanceTo(Take(read.Buffer, take), read.Buffer.End);
        }
        while (!read.IsCompleted);
        await reader.CompleteAsync();
    }

    private static SequencePosition Take(ReadOnlySequence<byte> buffer, Action<ReadOnlySequence<byte>> take)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, NewLine))
        {
            take(line);
        }

        return reader.Position;
    }

    private async Task<Sample> ReadAsync(Func<Process, LineCount, Task> read)
    {
        var count = new LineCount();
        var sample = await Meter.PeakAsync(async () =>
        {
            using var process = Process.Start(new ProcessStartInfo("cat", [file.Path]) { RedirectStandardOutput = true })!;
            await read(process, count);
            await process.WaitForExitAsync();
            WrongWorkException.Require(0, process.ExitCode, "exit code");
        });
        return count.Checked(file, sample);
    }

    private sealed class LineCount
    {
        private long _lines;
        private long _bytes;

        /// <param name="length">Of a line without its end.</param>
        public void Add(int length)
        {
            _lines++;
            _bytes += length + 1;
        }

        public Sample Checked(LineFile file, Sample sample)
        {
            WrongWorkException.Require(file.Lines, _lines, "lines");
            WrongWorkException.Require(file.Bytes, _bytes, "bytes of all lines");
            return sample;
        }
    }
}
