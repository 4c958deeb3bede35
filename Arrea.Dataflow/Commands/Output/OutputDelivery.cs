namespace Arrea.Dataflow.Commands.Output;

/// <summary>Everybody who is shown a command's output as it arrives: the targets, and then the handler.</summary>
/// <remarks>Runs code of the user's. One call at a time; after one that threw only <see cref="CloseAsync"/> follows.</remarks>
internal sealed class OutputDelivery
{
    private readonly CommandOutputHandler? _handler;
    private readonly Action<int>? _onStarted;
    private OutputSink? _output;
    private OutputSink? _error;

    private OutputDelivery(CommandRequest request)
    {
        _handler = request.OnOutput;
        _onStarted = request.OnStarted;
    }

    /// <summary>Opens the targets.</summary>
    /// <returns>Null when nobody is to be shown anything. Throws what <see cref="OutputTarget.Open"/> throws, with nothing left open.</returns>
    public static OutputDelivery? Open(CommandRequest request)
    {
        if (request is { OnOutput: null, OnStarted: null, StandardOutputTarget: null, StandardErrorTarget: null })
        {
            return null;
        }

        var delivery = new OutputDelivery(request);
        delivery._output = request.StandardOutputTarget?.Open();
        try
        {
            delivery._error = request.StandardErrorTarget == request.StandardOutputTarget ? delivery._output : request.StandardErrorTarget?.Open();
        }
        catch
        {
            // Sinks that are only opened have nothing to wait for.
            _ = delivery.CloseAsync();
            throw;
        }

        return delivery;
    }

    /// <summary>Whether anybody wants to know that the command has started.</summary>
    public bool WantsStart => _onStarted is not null;

    public void Started(int processId) => _onStarted?.Invoke(processId);

    /// <summary>Shows a piece; it may be used until the task is done.</summary>
    public ValueTask ShowAsync(OutputStream stream, ReadOnlyMemory<byte> piece)
    {
        var sink = stream == OutputStream.StandardOutput ? _output : _error;
        return sink is null ? _handler?.Invoke(stream, piece) ?? default : WriteAsync(sink, stream, piece);
    }

    /// <summary>Closes the targets, the second one also when the first fails.</summary>
    public async ValueTask CloseAsync()
    {
        var (output, error) = (_output, _error);
        (_output, _error) = (null, null);
        try
        {
            if (output is not null)
            {
                await output.CloseAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            if (error is not null && error != output)
            {
                await error.CloseAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask WriteAsync(OutputSink sink, OutputStream stream, ReadOnlyMemory<byte> piece)
    {
        await sink.WriteAsync(piece).ConfigureAwait(false);
        if (_handler is not null)
        {
            await _handler(stream, piece).ConfigureAwait(false);
        }
    }
}
