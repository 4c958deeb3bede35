using Arrea.Dataflow.Commands.Input;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The pipes, or the terminal, between this process and one command, and the care that each descriptor is given back once.</summary>
internal sealed unsafe class StandardPipes : IDisposable
{
    private const int FirstFree = 3;

    private int _input = -1;
    private int _output = -1;
    private int _error = -1;
    private int _ownChildInput = -1;

    /// <summary>What the command reads; negative when it reads the null device.</summary>
    public int ChildInput { get; private set; } = -1;

    /// <summary>Where the command writes standard output; negative for the null device.</summary>
    public int ChildOutput { get; private set; } = -1;

    /// <summary>Where the command writes standard error; the same as <see cref="ChildOutput"/> when the two are merged.</summary>
    public int ChildError { get; private set; } = -1;

    /// <summary>The name of the command's terminal, which it opens itself; null when it has pipes.</summary>
    public byte[]? TerminalName { get; private set; }

    public bool IsTerminal => TerminalName is not null;

    /// <summary>Opens them.</summary>
    /// <param name="request">Says which.</param>
    /// <param name="source">The command's input. A file is not piped: the command reads it itself.</param>
    /// <returns>Zero, or the number of the error; then none is left open.</returns>
    public int Open(CommandRequest request, InputSource? source)
    {
        var error = request.Terminal is { } size ? OpenTerminal(size) : OpenPipes(request.MergeOutputs, source);
        if (error != 0)
        {
            Dispose();
        }

        return error;
    }

    /// <summary>Opens a pipe to the input only; the outputs are the null device.</summary>
    /// <returns>As <see cref="Open"/>.</returns>
    public int OpenInput()
    {
        var error = OpenPair(out _ownChildInput, out _input);
        ChildInput = _ownChildInput;

        // Only our end: the flag belongs to one end of a pipe, and the command's own must block as programs expect.
        error = error != 0 || Libc.Control(_input, Libc.SetFlags, Libc.NonBlocking) == 0 ? error : Libc.Error;
        if (error != 0)
        {
            Dispose();
        }

        return error;
    }

    public int TakeInput() => Take(ref _input);

    public int TakeOutput() => Take(ref _output);

    public int TakeError() => Take(ref _error);

    public void Dispose()
    {
        // The command's ends: only when they are closed does the end of its output show.
        Close(_ownChildInput);
        Close(ChildOutput);
        Close(ChildError == ChildOutput ? -1 : ChildError);
        (_ownChildInput, ChildInput, ChildOutput, ChildError) = (-1, -1, -1, -1);
        Close(TakeInput());
        Close(TakeOutput());
        Close(TakeError());
    }

    private int OpenPipes(bool merged, InputSource? source)
    {
        var error = OpenPair(out _output, out var childOutput);
        ChildOutput = childOutput;
        ChildError = childOutput;
        if (error == 0 && !merged)
        {
            error = OpenPair(out _error, out var childError);
            ChildError = childError;
        }

        if (error != 0 || source is null)
        {
            return error;
        }

        if (source.Descriptor >= 0)
        {
            ChildInput = source.Descriptor;
            return 0;
        }

        return OpenInput();
    }

    private int OpenTerminal(PseudoTerminal size)
    {
        const int longestName = 64;
        var error = 0;
        _output = AboveStandard(Libc.OpenTerminal(Libc.ReadWrite | Libc.NoTerminal | Libc.CloseOnExec), ref error);
        var name = new byte[longestName];
        var window = new Libc.WindowSize { Rows = (ushort)size.Rows, Columns = (ushort)size.Columns };
        fixed (byte* text = name)
        {
            if (error == 0
                && (Libc.GrantTerminal(_output) != 0
                    || Libc.UnlockTerminal(_output) != 0
                    || Libc.NameTerminal(_output, text, longestName) != 0
                    || Libc.DeviceControl(_output, Libc.SetWindowSize, &window) != 0
                    || Libc.Control(_output, Libc.SetFlags, Libc.NonBlocking) != 0))
            {
                error = Libc.Error;
            }
        }

        if (error == 0)
        {
            _input = Libc.Control(_output, Libc.DuplicateCloseOnExec, FirstFree);
            error = _input < 0 ? Libc.Error : 0;
        }

        TerminalName = name;
        return error;
    }

    private static int Take(ref int descriptor)
    {
        var taken = descriptor;
        descriptor = -1;
        return taken;
    }

    private static int OpenPair(out int read, out int write)
    {
        var ends = stackalloc int[2];
        if (Libc.Pipe(ends, Libc.CloseOnExec) != 0)
        {
            (read, write) = (-1, -1);
            return Libc.Error;
        }

        var error = 0;
        read = AboveStandard(ends[0], ref error);
        write = AboveStandard(ends[1], ref error);
        return error;
    }

    // A program started with a standard descriptor closed would get a pipe there, and the duplication in the child would overwrite it.
    private static int AboveStandard(int descriptor, ref int error)
    {
        if (descriptor >= FirstFree)
        {
            return descriptor;
        }

        if (descriptor < 0)
        {
            error = Libc.Error;
            return descriptor;
        }

        var moved = Libc.Control(descriptor, Libc.DuplicateCloseOnExec, FirstFree);
        error = moved < 0 ? Libc.Error : error;
        Close(descriptor);
        return moved;
    }

    private static void Close(int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.Close(descriptor);
        }
    }
}
