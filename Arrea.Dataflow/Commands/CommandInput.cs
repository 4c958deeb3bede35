using System.Diagnostics.CodeAnalysis;
using Arrea.Dataflow.Commands.Input;

namespace Arrea.Dataflow.Commands;

/// <summary>What a command reads from its standard input. A string converts to one. Immutable, but for the state of a stream.</summary>
/// <remarks>A command that ends, or closes its input, without reading it all is nothing wrong.</remarks>
public abstract class CommandInput
{
    private protected CommandInput()
    {
    }

    /// <summary>Makes an input of a text, as <see cref="FromString"/> does.</summary>
    /// <param name="text">The text; null for no input.</param>
    [return: NotNullIfNotNull(nameof(text))]
    public static implicit operator CommandInput?(string? text) => text is null ? null : FromString(text);

    /// <summary>A text, given in UTF-8.</summary>
    /// <param name="text">The text. Half a surrogate pair in it becomes U+FFFD.</param>
    /// <returns>The input. It serves any number of attempts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static CommandInput FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextInput(text);
    }

    /// <summary>Bytes, given as they are.</summary>
    /// <param name="bytes">The bytes. They must not change while a command reads them.</param>
    /// <returns>The input. It serves any number of attempts.</returns>
    public static CommandInput FromBytes(ReadOnlyMemory<byte> bytes) => new BytesInput(bytes);

    /// <summary>A file, which the command reads itself.</summary>
    /// <param name="path">The path, relative to the working directory of this process. A file that cannot be opened is a <see cref="CommandResult.StartError"/>.</param>
    /// <returns>The input. It serves any number of attempts, each from the beginning of the file.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public static CommandInput FromFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileInput(path);
    }

    /// <summary>A stream, read as fast as the command takes it, and never more than 64 KiB ahead.</summary>
    /// <param name="stream">
    /// The stream. It stays open. When it cannot be read, the command is ended, and its run fails with the stream's exception.
    /// A read that is pending when the command ends is cancelled and not waited for.
    /// </param>
    /// <returns>The input. A stream that can seek serves any number of attempts, each from where it stood at first; another serves one.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be read.</exception>
    public static CommandInput FromStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead ? new StreamInput(stream) : throw new ArgumentException("The stream cannot be read.", nameof(stream));
    }

    /// <summary>What kind of input it is. Never the input, which may hold secrets.</summary>
    public abstract override string ToString();

    /// <summary>Whether opening or reading it may take time, or runs code of the user's.</summary>
    internal virtual bool IsForeign => false;

    /// <summary>Begins a reading. Throws an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> that says why it cannot.</summary>
    internal abstract InputSource Open();
}
