using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The pipes between this process and one command, and the care that each descriptor is given back once.</summary>
internal sealed unsafe class StandardPipes : IDisposable
{
    private const int FirstFree = 3;

    private int _input = -1;
    private int _output = -1;
    private int _error = -1;

    /// <summary>What the command reads; negative when it reads the null device.</summary>
    public int ChildInput { get; private set; } = -1;

    /// <summary>Where the command writes standard output.</summary>
    public int ChildOutput { get; private set; } = -1;

    /// <summary>Where the command writes standard error.</summary>
    public int ChildError { get; private set; } = -1;

    /// <summary>Opens the pipes.</summary>
    /// <returns>Zero, or the number of the error; then none is left open.</returns>
    public int Open(bool withInput)
    {
        var error = OpenPair(out _output, out var childOutput);
        ChildOutput = childOutput;
        if (error == 0)
        {
            error = OpenPair(out _error, out var childError);
            ChildError = childError;
        }

        if (error == 0 && withInput)
        {
            error = OpenPair(out var childInput, out _input);
            ChildInput = childInput;

            // Only our end: the flag belongs to one end of a pipe, and the command's own must block as programs expect.
            error = error != 0 || Libc.Control(_input, Libc.SetFlags, Libc.NonBlocking) == 0 ? error : Libc.Error;
        }

        if (error != 0)
        {
            Dispose();
        }

        return error;
    }

    public int TakeInput() => Take(ref _input);

    public int TakeOutput() => Take(ref _output);

    public int TakeError() => Take(ref _error);

    /// <summary>Closes the command's ends: only then does the end of its output show.</summary>
    public void CloseChildEnds()
    {
        Close(ChildInput);
        Close(ChildOutput);
        Close(ChildError);
        (ChildInput, ChildOutput, ChildError) = (-1, -1, -1);
    }

    public void Dispose()
    {
        CloseChildEnds();
        Close(TakeInput());
        Close(TakeOutput());
        Close(TakeError());
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
