using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Arrea.Cli.Results;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Printing;

/// <summary>One JSON object a line for everything that happens, as <c>docs/reference/ndjson.schema.json</c> describes.</summary>
internal sealed class NdjsonReport : IRunReport
{
    private const int Version = 1;

    private readonly Printer _printer;
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json;
    private string _runId = "";

    public NdjsonReport(Printer printer)
    {
        _printer = printer;

        // Escapes what could break a line or a terminal, and leaves letters of any script alone.
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public ValueTask RunStartedAsync(RunStart start)
    {
        _runId = start.Id;
        return WriteAsync("run.started", DateTimeOffset.UtcNow, () =>
        {
            Number("total", start.Total);
            _json.WriteNumber("parallel", start.Parallel);
        });
    }

    public ValueTask JobStartedAsync(WorkerStarted started, Job job) => WriteAsync("job.started", started.At, () =>
    {
        Job(started.Index);
        _json.WriteNumber("attempt", started.Attempt);
        _json.WriteString("command", Shown.Json(job.Command!));
    });

    public ValueTask OutputAsync(Output output) => WriteAsync("job.output", output.At, () =>
    {
        Job(output.Index);
        _json.WriteNumber("attempt", output.Attempt);
        _json.WriteString("stream", output.Stream == OutputStream.StandardOutput ? "stdout"u8 : "stderr"u8);
        if (Utf8.IsValid(output.Bytes.Span))
        {
            _json.WriteString("text"u8, output.Bytes.Span);
        }
        else
        {
            _json.WriteBase64String("data_base64"u8, output.Bytes.Span);
        }
    });

    public ValueTask RetryAsync(RetryScheduled retry) => WriteAsync("job.retry", retry.At, () =>
    {
        Job(retry.Index);
        _json.WriteNumber("attempt", retry.Attempt);
        _json.WriteNumber("delay_ms", Milliseconds(retry.Delay));
        Error(retry.Reason);
    });

    public ValueTask JobFinishedAsync(JobEnd end) => WriteAsync("job.finished", end.At, () =>
    {
        Job(end.Index);
        _json.WriteString("command", Shown.Json(end.Job.Command!));
        _json.WriteString("outcome", Name(end.Outcome));
        Number("exit_code", end.ExitCode);
        Number("signal", end.Signal);
        _json.WriteNumber("attempts", end.Attempts);
        _json.WriteNumber("duration_ms", Milliseconds(end.Duration));
        if (end.Error is not null)
        {
            Error(end.Error);
        }
    });

    public ValueTask RunCompletedAsync(RunEnd end) => WriteAsync("run.completed", DateTimeOffset.UtcNow, () =>
    {
        foreach (var outcome in Enum.GetValues<OutcomeKind>())
        {
            _json.WriteNumber(Name(outcome), end.Tally[outcome]);
        }

        _json.WriteNumber("total", end.Tally.Total);
        _json.WriteNumber("duration_ms", Milliseconds(end.Duration));
        _json.WriteNumber("exit_code", end.ExitCode);
        _json.WriteString("reason", end.Reason switch
        {
            EndReason.Succeeded => "succeeded",
            EndReason.Failed => "failed",
            EndReason.Rejected => "rejected",
            EndReason.Halted => "halted",
            EndReason.Interrupted => "interrupted",
            _ => "error",
        });
    });

    public void Dispose() => _json.Dispose();

    private ValueTask WriteAsync(string type, DateTimeOffset time, Action properties) => _printer.InTurnAsync(() =>
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("v", Version);
        _json.WriteString("type", type);
        _json.WriteString("time", (time == default ? DateTimeOffset.UtcNow : time).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        _json.WriteString("run_id", _runId);
        properties();
        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
        _printer.Write(OutputStream.StandardOutput, _line.WrittenSpan);
    });

    private void Job(int index)
    {
        _json.WriteNumber("index", index);
        _json.WriteNumber("seq", index + 1);
    }

    private void Error(JobError error)
    {
        _json.WriteStartObject("error");
        _json.WriteString("code", error.Code);
        _json.WriteString("message", error.Message);
        _json.WriteEndObject();
    }

    private void Number(string name, int? value)
    {
        if (value is { } number)
        {
            _json.WriteNumber(name, number);
        }
        else
        {
            _json.WriteNull(name);
        }
    }

    private static string Name(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Succeeded => "succeeded",
        OutcomeKind.Failed => "failed",
        OutcomeKind.TimedOut => "timed_out",
        OutcomeKind.Rejected => "rejected",
        OutcomeKind.Cancelled => "cancelled",
        _ => "interrupted",
    };

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);
}
