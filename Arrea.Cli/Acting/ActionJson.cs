using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Arrea.Cli.Printing;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;

namespace Arrea.Cli.Acting;

/// <summary>One JSON object a line for everything that happens to actions, their output among it.</summary>
/// <param name="printer">Where to.</param>
internal sealed class ActionJson(Printer printer) : IActionReport
{
    private const int Version = 1;

    private readonly ArrayBufferWriter<byte> _line = new(1024);

    public ValueTask StartedAsync(ActionItem item) => WriteAsync("action.started", json => Action(json, item));

    public ValueTask OutputAsync(ActionItem item, Output output) => WriteAsync("action.output", json =>
    {
        Action(json, item);
        json.WriteString("stream", output.Stream == OutputStream.StandardOutput ? "stdout"u8 : "stderr"u8);
        if (Utf8.IsValid(output.Bytes.Span))
        {
            json.WriteString("text"u8, output.Bytes.Span);
        }
        else
        {
            json.WriteBase64String("data_base64"u8, output.Bytes.Span);
        }
    });

    public ValueTask EndedAsync(ActionEnd end) => WriteAsync("action.finished", json =>
    {
        Action(json, end.Item);
        json.WriteString("outcome", Name(end.Outcome));
        if (end.ExitCode is { } exitCode)
        {
            json.WriteNumber("exit_code", exitCode);
        }
        else
        {
            json.WriteNull("exit_code");
        }

        json.WriteNumber("duration_ms", Milliseconds(end.Duration));
        json.WriteString("reason", end.Reason);
    });

    public ValueTask CompletedAsync(IReadOnlyList<ActionEnd> ends, int exitCode, TimeSpan duration) => WriteAsync("actions.completed", json =>
    {
        foreach (var outcome in Enum.GetValues<ActionOutcome>())
        {
            json.WriteNumber(Name(outcome), ends.Count(end => end.Outcome == outcome));
        }

        json.WriteNumber("total", ends.Count);
        json.WriteNumber("duration_ms", Milliseconds(duration));
        json.WriteNumber("exit_code", exitCode);
    });

    public void Dispose()
    {
    }

    private ValueTask WriteAsync(string type, Action<Utf8JsonWriter> properties) => printer.InTurnAsync(() =>
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", Version);
            json.WriteString("type", type);
            json.WriteString("time", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
            properties(json);
            json.WriteEndObject();
        }

        _line.Write("\n"u8);
        printer.Write(OutputStream.StandardOutput, _line.WrittenSpan);
    });

    private static void Action(Utf8JsonWriter json, ActionItem item)
    {
        json.WriteNumber("index", item.Index);
        json.WriteString("id", item.Id);
        json.WriteString("command", item.Command);
    }

    private static string Name(ActionOutcome outcome) => outcome switch
    {
        ActionOutcome.Succeeded => "succeeded",
        ActionOutcome.Failed => "failed",
        ActionOutcome.Interrupted => "interrupted",
        _ => "not_started",
    };

    private static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);
}
