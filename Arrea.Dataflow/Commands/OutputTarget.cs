using System.IO.Pipelines;
using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Commands;

/// <summary>Where an output of a command goes beside being captured: every byte, in order, unchanged.</summary>
/// <remarks>
/// The command waits while the target does, and its run is over no sooner than everything has been written. A target that fails ends the
/// command, and the run fails with the target's exception. One target may be given for both outputs; they mix in order of arrival.
/// </remarks>
public abstract class OutputTarget
{
    private protected OutputTarget()
    {
    }

    /// <summary>A file, made anew by each run: what it held before is gone.</summary>
    /// <param name="path">The path, relative to the working directory of this process. A file that cannot be opened is a <see cref="CommandResult.StartError"/>.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public static OutputTarget ToFile(string path) => new FileTarget(path, FileMode.Create);

    /// <summary>A file, written at its end.</summary>
    /// <param name="path">As for <see cref="ToFile"/>.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    public static OutputTarget ToEndOfFile(string path) => new FileTarget(path, FileMode.Append);

    /// <summary>A stream. It stays open, and is flushed at the end.</summary>
    /// <param name="stream">The stream; one run at a time.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="stream"/> cannot be written.</exception>
    public static OutputTarget ToStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanWrite ? new StreamTarget(stream) : throw new ArgumentException("The stream cannot be written.", nameof(stream));
    }

    /// <summary>A pipe of this process. Each piece is flushed, so that the command waits for a slow reader. The writer is not completed.</summary>
    /// <param name="writer">The writer; one run at a time. When its reader has completed, what comes is dropped.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static OutputTarget ToPipe(PipeWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return new PipeTarget(writer);
    }

    /// <summary>Begins a writing. Throws an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> that says why it cannot.</summary>
    internal abstract OutputSink Open();
}
