using System.Globalization;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Redirections: what a command reads from, and where it writes.</summary>
internal sealed partial class Walker
{
    private static readonly Dictionary<int, Channel> NoChannels = [];

    private readonly WrittenFiles _files = new();
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<WaitingProcess> _waiting = [];
    private readonly List<WaitingProcess> _lasting = [];

    /// <summary>A process that reads what a command writes into the path that stands for it.</summary>
    private sealed record WaitingProcess(string Path, ProcessSubstitution Process, ShellState State, Frame Frame);

    /// <summary>Redirections that are open.</summary>
    /// <param name="Frame">The frame of the command that runs between them.</param>
    /// <param name="Files">The files that are being written.</param>
    /// <param name="Channels">The descriptors.</param>
    /// <param name="Waiting">How many processes waited for input before.</param>
    /// <param name="Collected">What is written into a descriptor that was open before; null where it is none.</param>
    private sealed record Opened(Frame Frame, IReadOnlyList<OpenFile> Files, Dictionary<int, Channel> Channels, int Waiting, Sink? Collected);

    private Opened Open(IReadOnlyList<Redirection> redirections, ShellState state, Frame frame)
    {
        var waiting = _waiting.Count;
        var channels = new Dictionary<int, Channel>(state.Descriptors);
        foreach (var (descriptor, channel) in frame.Channels ?? NoChannels)
        {
            if (descriptor >= 2)
            {
                channels[descriptor] = channel;
            }
        }

        if (!channels.ContainsKey(0) || frame.Input.Kind != InputKind.Outside)
        {
            channels[0] = new(frame.Input, null);
        }

        channels[1] = state.Descriptors.TryGetValue(1, out var moved) && ReferenceEquals(moved.Replaces, frame.Output) ? moved : new(null, frame.Output) { Depth = frame.Branches };
        var files = new List<OpenFile>();
        foreach (var redirection in redirections)
        {
            if (Budget.Spend(16))
            {
                Open(redirection, state, frame, channels, files);
            }
        }

        var input = channels.GetValueOrDefault(0)?.Input ?? new(Flow.Empty, InputKind.File, frame.Branches);
        var target = channels.GetValueOrDefault(1);
        var output = target?.Output ?? new();
        var inner = channels;
        Sink? collected = null;
        if (target is { IsWritten: true } && (target.Output is null || target.Also is not null || (!ReferenceEquals(output, frame.Output) && !files.Exists(file => ReferenceEquals(file.Sink, output)))))
        {
            // It was open before: what is written is sent there in the end, in one piece.
            output = collected = new();
            inner = new(channels);
            foreach (var (descriptor, channel) in channels)
            {
                if (ReferenceEquals(channel, target) || (target.Output is not null && ReferenceEquals(channel.Output, target.Output)))
                {
                    inner[descriptor] = new(channel.Input, collected) { Depth = frame.Branches };
                }
            }
        }

        var inside = frame with { Input = input, Output = output, Channels = inner.Keys.Any(static descriptor => descriptor >= 2) ? inner : null };
        return new(inside, files, channels, waiting, collected);
    }

    private void Open(Redirection redirection, ShellState state, Frame frame, Dictionary<int, Channel> channels, List<OpenFile> files)
    {
        var span = frame.SpanOf(redirection);
        var @operator = redirection.Operator;
        var isInput = @operator[0] == '<';
        var descriptor = redirection.Descriptor ?? (redirection.DescriptorVariable is { } named ? NumberOf(named) : isInput ? 0 : 1);
        if (redirection.DescriptorVariable is { } variable)
        {
            state.Set(variable, new([Content.Of(Values.Number("$" + variable, span))]));
        }

        switch (@operator)
        {
            case "<<" or "<<-":
                var document = redirection.HereDocument is { } here ? Single(here, state, frame) : Value.Of("", span);
                channels[descriptor] = new(new(Flow.Of(document), InputKind.Here, frame.Branches), null);
                return;

            case "<<<":
                var text = Values.Join(Single(redirection.Target, state, frame, Tilde.AtStart), Value.Of("\n", span), span);
                channels[descriptor] = new(new(Flow.Of(text), InputKind.Here, frame.Branches), null);
                return;
        }

        var targets = Fields([redirection.Target], state, frame).ConvertAll(
            fields => fields is [var only] ? only : Values.Unknown(frame.Shown(redirection.Target), Origins.None, span));
        if (@operator is ">&" or "<&" && targets is [var target])
        {
            if (target.Exact is { } number && (number == "-" || int.TryParse(number.TrimEnd('-'), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            {
                Duplicate(number, descriptor, channels);
                return;
            }

            if (target.Pieces is [{ Kind: PieceKind.Number, Text: ['$', .. var variableName] }] && _numbers.TryGetValue(variableName, out var known))
            {
                Duplicate(known.ToString(CultureInfo.InvariantCulture), descriptor, channels);
                return;
            }

            if (target.Exact is null && target.Pieces is [{ Kind: PieceKind.Unknown or PieceKind.Number }])
            {
                channels[descriptor] = AnyOf(channels) with { Input = new(Flow.Unknown(target.Origins), InputKind.File, frame.Branches) };
                return;
            }
        }

        var directory = Blurred(state, ShellState.Directory);
        if (isInput && @operator != "<>")
        {
            foreach (var path in targets)
            {
                Add(new Redirected(span, frame.Context, @operator, path, directory, Flow.Empty));
            }

            var isPipe = targets is [{ Exact: { } source }] && source.StartsWith("/dev/fd/", StringComparison.Ordinal);
            channels[descriptor] = new(new(ContentsOf(targets[0], directory, frame), isPipe ? InputKind.Pipe : InputKind.File, frame.Branches), null);
            return;
        }

        // The output by its name: cat > /dev/stdout | sh.
        if (targets is [{ Exact: "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" }])
        {
            Duplicate("1", descriptor, channels);
            return;
        }

        if (targets is [{ Exact: { } device }] && (device == "/dev/stderr" ? "2" : device.StartsWith("/dev/fd/", StringComparison.Ordinal) ? device["/dev/fd/".Length..] : "") is { Length: > 0 } open
            && int.TryParse(open, NumberStyles.None, CultureInfo.InvariantCulture, out var opened) && channels.ContainsKey(opened))
        {
            Duplicate(open, descriptor, channels);
            return;
        }

        var sink = new Sink();
        foreach (var path in targets)
        {
            files.Add(new(span, @operator, path, sink, descriptor == 2));
        }

        // What is opened for reading and writing, such as a socket, can be read as well.
        var contents = ContentsOf(targets[0], directory, frame);
        var readable = @operator == "<>" || (contents.Origins & Origins.Network) != 0 ? new InputStream(contents, InputKind.File, frame.Branches) : null;
        channels[descriptor] = new(readable, sink) { Depth = frame.Branches };
        if (@operator is "&>" or "&>>" or ">&")
        {
            channels[2] = new(readable, sink) { Depth = frame.Branches };
        }
    }

    /// <summary>Tells what has been written, when the command between the redirections is done.</summary>
    private void Close(Opened opened, ShellState state, Frame frame)
    {
        if (opened.Collected is { } collected)
        {
            Send(opened.Channels[1], collected.Ways, state, frame);
        }

        var directory = opened.Files.Count > 0 ? Directories(state) : [];
        foreach (var file in opened.Files)
        {
            foreach (var place in directory)
            {
                Add(new Redirected(file.Span, frame.Context, file.Operator, file.Path, place, file.Sink.Whole));
                if (_files.HasLinks && _files.RealOf(file.Path, place, isAboutLink: false, isCommand: false) is { } real)
                {
                    Add(new Redirected(file.Span, frame.Context, file.Operator, real, place, file.Sink.Whole));
                }

                if (file.Path.Exact is "/dev/null")
                {
                    continue;
                }

                var ways = file.IsError && file.Sink.Ways is [var nothing] && ReferenceEquals(nothing, Flow.Empty) ? [Flow.Unknown(Origins.Program)] : file.Sink.Ways;
                _files.Write(WrittenFiles.KeyOf(file.Path, place), ways, file.Operator.EndsWith(">>", StringComparison.Ordinal), frame.Branches == 0, Budget);
            }
        }

        while (_waiting.Count > opened.Waiting)
        {
            var last = _waiting[^1];
            _waiting.RemoveAt(_waiting.Count - 1);
            RunReader(last);
        }
    }

    /// <summary>Runs what reads from descriptors that <c>exec</c> has opened, when all has been written.</summary>
    private void RunLasting()
    {
        for (var at = 0; at < _lasting.Count && Budget.Spend(); at++)
        {
            RunReader(_lasting[at]);
        }
    }

    private void RunReader(WaitingProcess waiting)
    {
        var flow = _files.Find(waiting.Path) is { } ways ? Sink.Collapse(ways) : Flow.Unknown(Origins.Program);
        RunApart(waiting.State, waiting.Frame, own => RunList(waiting.Process.Body, own, waiting.Frame with { Input = new(flow, InputKind.Pipe, waiting.Frame.Branches) }));
    }

    private static IReadOnlyList<Value> Directories(ShellState state)
        => [.. state.Find(ShellState.Directory)!.Alternatives.Select(static content => content.First ?? Value.Of("", default))];

    /// <summary>What can be read behind the path of a descriptor: <c>/dev/fd/3</c>.</summary>
    private static InputStream? ChannelOf(Value path, Frame frame)
    {
        if (frame.Channels is not { } channels || path.Exact is not { } text)
        {
            return null;
        }

        var digits = text.StartsWith("/dev/fd/", StringComparison.Ordinal) ? text["/dev/fd/".Length..]
            : text.StartsWith("/proc/self/fd/", StringComparison.Ordinal) ? text["/proc/self/fd/".Length..]
            : "";
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && channels.TryGetValue(number, out var channel) ? channel.Input : null;
    }

    /// <summary>What is in a file: what this text wrote into it, else what its path tells.</summary>
    private Flow ContentsOf(Value path, Value directory, Frame frame)
    {
        if (path.Exact is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0")
        {
            return frame.Input.Flow;
        }

        if (ChannelOf(path, frame) is { } stream)
        {
            return stream.Flow;
        }

        if (_files.HasLinks && _files.RealOf(path, directory, isAboutLink: false, isCommand: false) is { } real)
        {
            path = real;
        }

        return !_files.IsEmpty && _files.Find(WrittenFiles.KeyOf(path, directory)) is { } ways
            ? Sink.Collapse(ways)
            : KnownFiles.ContentsOf(path, directory);
    }
}
