using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Journals;

/// <summary>A journal that is being written: lines of JSON, each with its checksum. Safe for concurrent use.</summary>
/// <remarks>
/// A line that <see cref="Write"/> has returned from is with the system: it outlives the process, however that ends. It is
/// not forced to the disk, so a failure of the whole machine may cost the last seconds.
/// </remarks>
internal sealed class JournalWriter : IDisposable
{
    public const int Version = 1;

    private readonly Lock _gate = new();
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _lines = new(1024);
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly Utf8JsonWriter _json;

    /// <summary>Begins a journal.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public JournalWriter(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            _file = new FileStream(path, options);
        }
        catch (Exception error) when (FileFailure.Is(error))
        {
            throw new IOException(error.Message, error);
        }

        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <summary>Adds a line. It is in the file when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string type, DateTimeOffset time, Action<Utf8JsonWriter> properties)
    {
        lock (_gate)
        {
            Append(type, time, properties);
            Flush();
        }
    }

    /// <summary>Adds many lines at once.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void WriteAll<T>(string type, DateTimeOffset time, IEnumerable<T> items, Action<Utf8JsonWriter, T> properties)
    {
        const int enough = 64 * 1024;
        lock (_gate)
        {
            foreach (var item in items)
            {
                Append(type, time, json => properties(json, item));
                if (_lines.WrittenCount >= enough)
                {
                    Flush();
                }
            }

            Flush();
        }
    }

    /// <summary>Takes the file away: it does not hold what it should. What cannot be taken away stays.</summary>
    public void Discard()
    {
        Dispose();
        try
        {
            File.Delete(_file.Name);
        }
        catch (Exception error) when (FileFailure.Is(error))
        {
            // Nobody can do more about it here.
        }
    }

    public void Dispose()
    {
        _json.Dispose();
        _file.Dispose();
    }

    private void Append(string type, DateTimeOffset time, Action<Utf8JsonWriter> properties)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteNumber("v", Version);
        _json.WriteString("type", type);
        _json.WriteString("time", Timestamp.Show(time));
        properties(_json);
        _json.WriteEndObject();
        _json.Flush();
        var body = _line.WrittenSpan[..^1];
        _lines.Write(body);
        LineChecksum.Write(body, _lines.GetSpan(LineChecksum.Length));
        _lines.Advance(LineChecksum.Length);
        _lines.Write("\n"u8);
    }

    private void Flush()
    {
        try
        {
            _file.Write(_lines.WrittenSpan);
        }
        catch (Exception error) when (FileFailure.Is(error))
        {
            throw new IOException($"cannot write the journal '{_file.Name}' (--no-journal runs without one): {error.Message}", error);
        }
        finally
        {
            _lines.ResetWrittenCount();
        }
    }
}
