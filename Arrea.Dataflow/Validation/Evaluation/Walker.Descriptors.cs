using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Descriptors: what stands behind their numbers, and what is written into them.</summary>
internal sealed partial class Walker
{
    private int NumberOf(string variable)
    {
        if (!_numbers.TryGetValue(variable, out var number))
        {
            _numbers[variable] = number = 10 + _numbers.Count;
        }

        return number;
    }

    /// <summary>Any of the descriptors: nobody knows which.</summary>
    private Channel AnyOf(Dictionary<int, Channel> channels)
    {
        Channel? all = null;
        foreach (var channel in channels.Values)
        {
            if (channel.IsWritten && Budget.Spend())
            {
                all = channel with { Depth = -1, Also = all };
            }
        }

        return all ?? new(null, new());
    }

    /// <summary>What <c>exec</c> opens stays open.</summary>
    private void Keep(Opened opened, ShellState state, Frame frame)
    {
        var kept = new Dictionary<int, Channel>();
        foreach (var (descriptor, channel) in opened.Channels)
        {
            var files = channel.Output is null ? [] : opened.Files.Where(file => ReferenceEquals(file.Sink, channel.Output)).ToList();
            var own = files.Count == 0 ? channel : channel with { Output = null, Files = files, Depth = frame.Branches };
            if (descriptor != 1)
            {
                kept[descriptor] = own;
            }
            else if (!ReferenceEquals(own.Output, frame.Output))
            {
                kept[1] = own with { Replaces = own.Replaces ?? frame.Output };
            }
        }

        state.Descriptors = state.Descriptors.Clear().AddRange(kept);
        _lasting.AddRange(_waiting.Skip(opened.Waiting));
        _waiting.RemoveRange(opened.Waiting, _waiting.Count - opened.Waiting);
    }

    /// <summary>Writes into a descriptor that was open before.</summary>
    private void Send(Channel target, IReadOnlyList<Flow> ways, ShellState state, Frame frame)
    {
        if (ways is [var only] && ReferenceEquals(only, Flow.Empty))
        {
            return;
        }

        for (var one = target; one is not null && Budget.Spend(); one = one.Also)
        {
            // In a branch it may not be written at all.
            var isSure = target.Also is null && frame.Branches <= one.Depth;
            if (one.Output is { } sink)
            {
                var before = sink.Ways;
                sink.Add(ways, Budget);
                if (!isSure)
                {
                    sink.Merge(before);
                }
            }

            foreach (var file in one.Files)
            {
                var place = Blurred(state, ShellState.Directory);
                Add(new Redirected(file.Span, frame.Context, file.Operator, file.Path, place, Sink.Collapse(ways)));
                _files.Write(WrittenFiles.KeyOf(file.Path, place), ways, isAppend: true, isSure, Budget);
            }
        }
    }

    private static void Duplicate(string number, int descriptor, Dictionary<int, Channel> channels)
    {
        if (number == "-")
        {
            channels.Remove(descriptor);
            return;
        }

        var from = int.Parse(number.TrimEnd('-'), CultureInfo.InvariantCulture);
        if (channels.TryGetValue(from, out var channel))
        {
            channels[descriptor] = descriptor == 0 && channel.Input is null ? new(new(Flow.Outside, InputKind.Outside, 0), null) : channel;
        }
        else
        {
            // The first three are those that the whole text is run with; nobody knows what else has been opened before.
            channels[descriptor] = new(from <= 2 ? new(Flow.Outside, InputKind.Outside, 0) : new(Flow.Unknown(Origins.Outside), InputKind.File, 0), null);
        }
    }
}
