using Arrea.Dataflow.Commands.Streaming;

namespace Arrea.Dataflow.Commands;

/// <summary>A command's output as something to enumerate, while the command runs.</summary>
public static class CommandStreaming
{
    extension(ICommandRunner runner)
    {
        /// <summary>Runs a command whose output is read line by line.</summary>
        /// <param name="request">What to run. Its outputs are captured as in any run; with a <see cref="CommandRequest.MaxCapturedBytes"/> of 0 they are only streamed.</param>
        /// <param name="cancellationToken">Ends the command.</param>
        /// <returns>The lines. The command starts with their enumeration.</returns>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="request"/> has an <see cref="CommandRequest.OnOutput"/>, which the stream takes the place of, or contradicts itself.</exception>
        public CommandStream StreamAsync(CommandRequest request, CancellationToken cancellationToken = default)
            => new(StreamedRun.Of(runner, request, cancellationToken));

        /// <summary>Runs a command whose output is read piece by piece, as it arrives.</summary>
        /// <param name="request">As for <c>StreamAsync</c>.</param>
        /// <param name="cancellationToken">Ends the command.</param>
        /// <returns>The pieces. The command starts with their enumeration.</returns>
        /// <exception cref="ArgumentNullException">An argument is null.</exception>
        /// <exception cref="ArgumentException"><paramref name="request"/> has an <see cref="CommandRequest.OnOutput"/>, which the stream takes the place of, or contradicts itself.</exception>
        public CommandByteStream StreamBytesAsync(CommandRequest request, CancellationToken cancellationToken = default)
            => new(StreamedRun.Of(runner, request, cancellationToken));
    }
}
