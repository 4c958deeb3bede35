using Arrea.Dataflow.Commands.Input;
using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Commands.Starting;

/// <summary>This process's side of what a command reads, and of who is shown what it writes.</summary>
/// <param name="Input">Null for none.</param>
/// <param name="Delivery">Null when nobody is shown anything.</param>
internal readonly record struct OpenedStreams(InputSource? Input, OutputDelivery? Delivery)
{
    /// <summary>Opens what the request names.</summary>
    /// <returns>Null, or why it cannot be opened; then nothing is left open.</returns>
    public static StartError? Open(CommandRequest request, out OpenedStreams streams)
    {
        streams = default;
        InputSource? input = null;
        try
        {
            input = request.StandardInput?.Open();
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            return new($"standard input cannot be read: {error.Message}");
        }

        try
        {
            streams = new(input, OutputDelivery.Open(request));
            return null;
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            input?.Dispose();
            return new($"an output cannot be written: {error.Message}");
        }
    }

    /// <summary>Gives back what was opened; for a command that did not start.</summary>
    public ValueTask CloseAsync()
    {
        Input?.Dispose();
        return Delivery?.CloseAsync() ?? default;
    }

    private static bool IsOfFiles(Exception error)
        => error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or InvalidOperationException;
}
