using System.Text.Json;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Journals;

/// <summary>The lines of a journal as <c>docs/reference/journal.schema.json</c> has them: what is written here is read here.</summary>
internal static class JournalFormat
{
    public const string RunStarted = "run.started";
    public const string JobPlanned = "job.planned";
    public const string JobCarried = "job.carried";
    public const string JobStarted = "job.started";
    public const string JobFinished = "job.finished";
    public const string RunCompleted = "run.completed";

    public static void Write(Utf8JsonWriter json, RunFacts facts)
    {
        json.WriteString("run_id", facts.Id);
        json.WriteString("arrea", facts.Version);
        json.WriteNumber("pid", facts.Process.Id);
        json.WriteNumber("process_start", facts.Process.Start);
        json.WriteString("boot_id", facts.Process.Boot);
        json.WriteString("cwd", Shown.Json(facts.WorkingDirectory));
        Write(json, "total", facts.Total);
        json.WriteNumber("parallel", facts.Parallel);
        WriteGiven(json, "origin", facts.Origin);
        if (facts.IsResumed)
        {
            json.WriteBoolean("resumed", true);
        }

        WriteGiven(json, "joblog", facts.JobLog);
        WriteGiven(json, "results", facts.Results);
        WriteGiven(json, "shell", facts.Shell);
        WriteGiven(json, "input", facts.Input);
        if (facts.Terminal)
        {
            json.WriteBoolean("terminal", true);
        }

        WriteGiven(json, "runtimes", facts.Runtimes is { Count: > 0 } runtimes ? runtimes : null);
    }

    /// <summary>What a job is: its number, command and surroundings.</summary>
    public static void WriteJob(Utf8JsonWriter json, RecordedJob job)
    {
        json.WriteNumber("seq", job.Seq);
        json.WriteString("command", Shown.Json(job.Command));
        json.WriteString("cwd", Shown.Json(job.WorkingDirectory));
        WriteGiven(json, "args", job.Arguments);
        WriteGiven(json, "tag", job.Tag);
        WriteGiven(json, "timeout_ms", job.Timeout is { } timeout ? timeout == Timeout.InfiniteTimeSpan ? 0 : timeout.TotalMilliseconds : null);
        WriteGiven(json, "retries", job.Retries);
        WriteGiven(json, "key", job.Key);
        WriteGiven(json, "priority", job.Priority == 0 ? null : job.Priority);
        if (job.HasInput)
        {
            json.WriteBoolean("has_input", true);
        }

        if (job.Environment is { } variables)
        {
            json.WriteStartObject("env");
            foreach (var (name, hash) in variables)
            {
                json.WriteString(name, hash);
            }

            json.WriteEndObject();
        }
    }

    /// <summary>What a job is and what became of it.</summary>
    public static void WriteEnd(Utf8JsonWriter json, RecordedJob job)
    {
        WriteJob(json, job);
        json.WriteString("outcome", OutcomeName.Of(job.Outcome!.Value));
        Write(json, "exit_code", job.ExitCode);
        Write(json, "signal", job.Signal);
        json.WriteNumber("attempts", job.Attempts);
        json.WriteNumber("duration_ms", Math.Round(job.Duration.TotalMilliseconds, 3));
        json.WriteString("started", job.Started is { } started ? Timestamp.Show(started) : null);
    }

    public static void Write(Utf8JsonWriter json, RunConclusion conclusion, int jobs, int failed, string? firstCommand)
    {
        json.WriteNumber("jobs", jobs);
        json.WriteNumber("failed", failed);
        json.WriteString("first_command", firstCommand is null ? null : Shown.Json(firstCommand));
        json.WriteNumber("duration_ms", Math.Round(conclusion.Duration.TotalMilliseconds, 3));
        json.WriteNumber("exit_code", conclusion.ExitCode);
        json.WriteString("reason", conclusion.Reason);
    }

    /// <summary>The type of a line; null for one of another version, whatever it may mean.</summary>
    public static string? TypeOf(JsonElement line) => Number(line, "v") == JournalWriter.Version ? Text(line, "type") : null;

    public static DateTimeOffset TimeOf(JsonElement line) => Timestamp.Parse(Text(line, "time")) ?? default;

    public static RunFacts? ReadFacts(JsonElement line) => Text(line, "run_id") is not { } id ? null : new RunFacts
    {
        Id = id,
        Started = TimeOf(line),
        Version = Text(line, "arrea") ?? "",
        Process = new ProcessIdentity(Number(line, "pid") ?? 0, Long(line, "process_start"), Text(line, "boot_id") ?? ""),
        WorkingDirectory = Text(line, "cwd") ?? "",
        Total = Number(line, "total"),
        Parallel = Number(line, "parallel") ?? 0,
        Origin = Text(line, "origin"),
        IsResumed = IsTrue(line, "resumed"),
        JobLog = Text(line, "joblog"),
        Results = Text(line, "results"),
        Shell = Text(line, "shell"),
        Input = Text(line, "input"),
        Terminal = IsTrue(line, "terminal"),
        Runtimes = Texts(line, "runtimes") ?? [],
    };

    /// <summary>A job with whatever the line says of it; null when it says too little.</summary>
    public static RecordedJob? ReadJob(JsonElement line, RecordedJob? known)
    {
        if (Number(line, "seq") is not { } seq || (Text(line, "command") ?? known?.Command) is not { } command)
        {
            return null;
        }

        var type = TypeOf(line);
        var ended = type is JobFinished or JobCarried;
        return new RecordedJob
        {
            Seq = seq,
            Command = command,
            Arguments = Texts(line, "args") ?? known?.Arguments,
            Tag = Text(line, "tag") ?? known?.Tag,
            Timeout = Fraction(line, "timeout_ms") is { } limit ? limit == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(limit) : known?.Timeout,
            Retries = Number(line, "retries") ?? known?.Retries,
            Key = Text(line, "key") ?? known?.Key,
            Priority = Number(line, "priority") ?? known?.Priority ?? 0,
            WorkingDirectory = Text(line, "cwd") ?? known?.WorkingDirectory ?? "",
            Environment = line.TryGetProperty("env", out var env)
                ? env.EnumerateObject().ToDictionary(static variable => variable.Name, static variable => variable.Value.GetString(), StringComparer.Ordinal)
                : known?.Environment,
            HasInput = IsTrue(line, "has_input") || known is { HasInput: true },
            Started = type == JobStarted ? TimeOf(line) : ended ? Timestamp.Parse(Text(line, "started")) : known?.Started,
            Finished = ended ? TimeOf(line) : null,
            Outcome = ended ? OutcomeName.Parse(Text(line, "outcome")) : null,
            ExitCode = Number(line, "exit_code"),
            Signal = Number(line, "signal"),
            Attempts = Number(line, "attempts") ?? 0,
            Duration = Milliseconds(line),
            IsCarried = type == JobCarried,
        };
    }

    public static RunConclusion ReadConclusion(JsonElement line)
        => new(TimeOf(line), Milliseconds(line), Number(line, "exit_code") ?? 0, Text(line, "reason") ?? "");

    public static (int Jobs, int Failed, string? FirstCommand) ReadCounts(JsonElement line)
        => (Number(line, "jobs") ?? 0, Number(line, "failed") ?? 0, Text(line, "first_command"));

    private static TimeSpan Milliseconds(JsonElement line) => TimeSpan.FromMilliseconds(Fraction(line, "duration_ms") ?? 0);

    private static double? Fraction(JsonElement line, string name)
        => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static IReadOnlyList<string>? Texts(JsonElement line, string name)
        => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(static text => text.GetString()!)] : null;

    private static string? Text(JsonElement line, string name)
        => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement line, string name)
        => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static long Long(JsonElement line, string name)
        => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;

    private static bool IsTrue(JsonElement line, string name) => line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static void WriteGiven(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, Shown.Json(value));
        }
    }

    private static void WriteGiven(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }

    private static void WriteGiven(Utf8JsonWriter json, string name, IReadOnlyList<string>? values)
    {
        if (values is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(Shown.Json(value));
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, int? value)
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
