using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arrea.Cli.Platform;
using Arrea.Cli.Results;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Commands;

namespace Arrea.Cli.ResultFolders;

/// <summary>The folder of one job: what it writes, as it writes it, and what became of it. Not safe for concurrent use.</summary>
internal sealed class ResultFolder : IDisposable
{
    public const string MetaFile = "meta.json";

    private static readonly string[] Outputs = ["stdout", "stderr"];

    private readonly string _path;
    private readonly FileStream?[] _files = new FileStream?[Outputs.Length];

    /// <summary>Makes the folder, or empties that of an earlier run.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public ResultFolder(string path)
    {
        _path = path;
        Do(() =>
        {
            if (Directory.Exists(path))
            {
                foreach (var file in Directory.EnumerateFiles(path).Where(IsOurs))
                {
                    File.Delete(file);
                }
            }

            Directory.CreateDirectory(path);
            Open();
        });
    }

    /// <summary>The command whose end is written in a folder; null when there is none.</summary>
    public static string? CommandIn(string path)
    {
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path, MetaFile)));
            return meta.RootElement.ValueKind == JsonValueKind.Object && meta.RootElement.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.String
                ? command.GetString()
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            // It was not finished, or is nothing of ours.
            return null;
        }
    }

    /// <summary>Adds to an output.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(OutputStream stream, ReadOnlyMemory<byte> bytes)
        => Do(() => _files[stream == OutputStream.StandardOutput ? 0 : 1]!.Write(bytes.Span));

    /// <summary>Puts the outputs of an attempt aside, as <c>stdout.1</c>: another attempt follows.</summary>
    /// <exception cref="IOException">They cannot be.</exception>
    public void EndAttempt(int attempt) => Do(() =>
    {
        Dispose();
        foreach (var name in Outputs)
        {
            File.Move(Path.Combine(_path, name), Path.Combine(_path, $"{name}.{attempt}"), overwrite: true);
        }

        Open();
    });

    /// <summary>Closes the outputs and writes what became of the job.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void End(JobEnd end) => Do(() =>
    {
        Dispose();
        File.WriteAllBytes(Path.Combine(_path, MetaFile), Meta(end));
    });

    public void Dispose()
    {
        for (var i = 0; i < _files.Length; i++)
        {
            _files[i]?.Dispose();
            _files[i] = null;
        }
    }

    private void Open()
    {
        try
        {
            for (var i = 0; i < _files.Length; i++)
            {
                _files[i] = new FileStream(Path.Combine(_path, Outputs[i]), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Do(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (FileFailure.Is(error))
        {
            throw new IOException($"cannot write the results in '{_path}': {error.Message}", error);
        }
    }

    private static bool IsOurs(string file)
        => Path.GetFileName(file) is var name && (name == MetaFile || Outputs.Any(output => name == output || IsAttempt(name, output + '.')));

    // What else begins like an output is somebody else's.
    private static bool IsAttempt(string name, string start)
        => name.StartsWith(start, StringComparison.Ordinal) && int.TryParse(name.AsSpan(start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static byte[] Meta(JobEnd end)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", end.Seq);
            json.WriteString("command", Shown.Json(end.Job.Command!));
            Texts(json, "arguments", end.Job.TemplateArguments ?? end.Job.Arguments);
            json.WriteString("tag", end.Job.Tag);
            json.WriteString("cwd", Path.GetFullPath(end.Job.WorkingDirectory ?? "."));
            json.WriteString("outcome", OutcomeName.Of(end.Outcome));
            Number(json, "exit_code", end.ExitCode);
            Number(json, "signal", end.Signal);
            json.WriteNumber("attempts", end.Attempts);
            json.WriteNumber("duration_ms", Math.Round(end.Duration.TotalMilliseconds, 3));
            json.WriteString("started", Timestamp.Show(end.StartedAt));
            json.WriteString("finished", Timestamp.Show(end.At));
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Texts(Utf8JsonWriter json, string name, IReadOnlyList<string>? texts)
    {
        if (texts is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(Shown.Json(text));
        }

        json.WriteEndArray();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
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
