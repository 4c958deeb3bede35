using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;

namespace Arrea.Cli.History;

/// <summary>Records as lines of JSON on standard output.</summary>
internal static class RecordJson
{
    /// <summary>Writes an object as a line.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static void WriteLine(Action<Utf8JsonWriter> properties)
    {
        var line = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        StandardStream.Output.Write(line.WrittenSpan);
    }

    /// <summary>A run.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run.</param>
    /// <param name="count">What the number of its jobs is called.</param>
    public static void Write(Utf8JsonWriter json, RunSummary run, string count = "jobs")
    {
        json.WriteString("run_id", run.Facts.Id);
        json.WriteString("state", RecordText.State(run.IsAlive, run.Conclusion));
        json.WriteString("started", Timestamp.Show(run.Facts.Started));
        json.WriteString("finished", run.Conclusion is { } end ? Timestamp.Show(end.At) : null);
        Write(json, "duration_ms", run.Conclusion is { } ended ? Milliseconds(ended.Duration) : null);
        Write(json, "exit_code", run.Conclusion?.ExitCode);
        json.WriteString("reason", run.Conclusion?.Reason);
        json.WriteNumber(count, run.Jobs);
        json.WriteNumber("failed", run.Failed);
        json.WriteString("first_command", run.FirstCommand);
        json.WriteString("cwd", run.Facts.WorkingDirectory);
        json.WriteNumber("pid", run.Facts.Process.Id);
        json.WriteString("origin", run.Facts.Origin);
        json.WriteString("joblog", run.Facts.JobLog);
        json.WriteString("results", run.Facts.Results);
        json.WriteString("journal", run.Path);
    }

    /// <summary>A job.</summary>
    public static void Write(Utf8JsonWriter json, RecordedJob job, bool isAlive)
    {
        json.WriteNumber("seq", job.Seq);
        json.WriteString("state", RecordText.State(job, isAlive).Replace(' ', '_'));
        json.WriteString("outcome", job.Outcome is { } outcome ? OutcomeName.Of(outcome) : null);
        Write(json, "exit_code", job.ExitCode);
        Write(json, "signal", job.Signal);
        json.WriteNumber("attempts", job.Attempts);
        json.WriteNumber("duration_ms", Milliseconds(job.Duration));
        json.WriteString("started", job.Started is { } started ? Timestamp.Show(started) : null);
        json.WriteString("finished", job.Finished is { } finished ? Timestamp.Show(finished) : null);
        json.WriteString("command", job.Command);
        json.WriteString("tag", job.Tag);
        json.WriteString("cwd", job.WorkingDirectory);
        json.WriteBoolean("earlier", job.IsCarried);
        json.WriteStartArray("env");
        foreach (var name in job.Environment?.Keys ?? [])
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    public static double Milliseconds(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 3);

    public static void Write(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
