using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Starts the process of a command.</summary>
internal static unsafe class CommandSpawn
{
    private static ReadOnlySpan<byte> NullDevice => "/dev/null"u8;

    /// <summary>Starts a command on these pipes, in its own process group or session.</summary>
    /// <param name="request">The command.</param>
    /// <param name="pipes">Its pipes, open.</param>
    /// <param name="mark">What its processes are known by; null for a helper of our own.</param>
    /// <param name="pid">The process, which leads its group.</param>
    /// <returns>Null, or why it could not be started.</returns>
    public static StartError? Start(CommandRequest request, StandardPipes pipes, ProcessMark? mark, out int pid)
    {
        pid = 0;
        var inherited = InheritedEnvironment.Current();
        if (Launch.Find(request, inherited["SHELL"], inherited["PATH"], out var unusable) is not { } launch)
        {
            return unusable;
        }

        var (variables, characters) = Measure(request.Environment);
        var arguments = launch.Arguments.Count;
        for (var i = 0; i < arguments; i++)
        {
            characters += launch.Arguments[i].Length;
        }

        var native = new NativeText(
            pointers: arguments + 2 + inherited.Count + variables + 2,
            strings: arguments + 2 + (2 * variables) + NativeText.MarkSize,
            launch.Path.Length + (request.WorkingDirectory?.Length ?? 0) + ProcessMark.Variable.Length + (mark?.Runner.Length ?? 0) + characters);
        try
        {
            return Start(request, pipes, mark, launch, inherited, ref native, variables, out pid);
        }
        finally
        {
            native.Dispose();
        }
    }

    private static StartError? Start(
        CommandRequest request,
        StandardPipes pipes,
        ProcessMark? mark,
        in Launch launch,
        InheritedEnvironment inherited,
        ref NativeText native,
        int variables,
        out int pid)
    {
        pid = 0;
        var arguments = native.Table(launch.Arguments.Count + 2);
        var environment = native.Table(inherited.Count + variables + 2);
        var directory = request.WorkingDirectory is null ? null : native.Add(request.WorkingDirectory);
        if (request.WorkingDirectory is not null && (directory is null || *directory == 0))
        {
            return new($"working directory '{request.WorkingDirectory}' is no possible name of a directory");
        }

        arguments[0] = native.Add(launch.Path);
        if (arguments[0] is null)
        {
            return new($"{launch.Name} is no possible name of a program");
        }

        for (var i = 1; i <= launch.Arguments.Count; i++)
        {
            arguments[i] = native.Add(launch.Arguments[i - 1]);
            if (arguments[i] is null)
            {
                return new("the command holds a NUL character or half a surrogate pair, which no program can be given");
            }
        }

        arguments[launch.Arguments.Count + 1] = null;
        var marks = 0;
        if (mark is { } ours)
        {
            environment[marks++] = native.AddMark(ours);
        }

        if (FillEnvironment(ref native, environment + marks, inherited, request) is { } refused)
        {
            return refused;
        }

        var error = Spawn(request, pipes, directory, arguments, environment, out pid);
        GC.KeepAlive(inherited);
        return error == 0 ? null : StartFailure.Explain(error, request, launch);
    }

    private static int Spawn(CommandRequest request, StandardPipes pipes, byte* directory, byte** arguments, byte** environment, out int pid)
    {
        pid = 0;
        var actions = stackalloc byte[SpawnSettings.ActionsSize];
        var attributes = request.NewSession || pipes.IsTerminal ? SpawnSettings.OwnSession : SpawnSettings.OwnGroup;
        var error = Libc.InitActions(actions);
        if (error != 0)
        {
            return error;
        }

        fixed (byte* nullDevice = NullDevice)
        fixed (byte* terminal = pipes.TerminalName)
        fixed (int* started = &pid)
        {
            // The leader of a session that opens a terminal gets it as its own.
            error = terminal is not null ? Libc.AddOpen(actions, 0, terminal, Libc.ReadWrite, mode: 0)
                : pipes.ChildInput >= 0 ? Libc.AddDuplicate(actions, pipes.ChildInput, 0)
                : Libc.AddOpen(actions, 0, nullDevice, flags: 0, mode: 0);
            error = error != 0 ? error : AddOutput(actions, pipes.IsTerminal ? 0 : pipes.ChildOutput, 1, nullDevice);
            error = error != 0 ? error : AddOutput(actions, pipes.IsTerminal ? 0 : pipes.ChildError, 2, nullDevice);

            // What this runtime opens closes itself in a child; what this process inherited, or native code opened, may not.
            if (error == 0 && SpawnSettings.AddCloseFrom is not null)
            {
                error = SpawnSettings.AddCloseFrom(actions, 3);
            }

            if (error == 0 && directory is not null)
            {
                error = Libc.AddChangeDirectory(actions, directory);
            }

            error = error != 0 ? error : Libc.Spawn(started, arguments[0], actions, attributes, arguments, environment);
            _ = Libc.DestroyActions(actions);
            return error;
        }
    }

    private static int AddOutput(byte* actions, int descriptor, int target, byte* nullDevice)
        => descriptor >= 0 ? Libc.AddDuplicate(actions, descriptor, target) : Libc.AddOpen(actions, target, nullDevice, Libc.ReadWrite, mode: 0);

    private static (int Variables, long Characters) Measure(IReadOnlyDictionary<string, string?>? variables)
    {
        if (variables is null)
        {
            return default;
        }

        var characters = 0L;
        foreach (var (name, value) in variables)
        {
            characters += name.Length + (value?.Length ?? 0);
        }

        return (variables.Count, characters);
    }

    private static StartError? FillEnvironment(
        ref NativeText native, byte** environment, InheritedEnvironment inherited, CommandRequest request)
    {
        var (changes, only) = (request.Environment, request.InheritedVariables);
        var count = 0;
        for (var i = 0; i < inherited.Count; i++)
        {
            var name = inherited.Name(i);
            if ((changes is null || !changes.ContainsKey(name)) && (only is null || only.Contains(name)) && name != ProcessMark.Variable)
            {
                environment[count++] = inherited.Entry(i);
            }
        }

        environment[count] = null;
        if (changes is null)
        {
            return null;
        }

        foreach (var (name, value) in changes)
        {
            if (StartFailure.OfVariable(name, value) is { } refused)
            {
                return refused;
            }

            if (value is not null && name != ProcessMark.Variable)
            {
                environment[count++] = native.AddVariable(name, value);
            }
        }

        environment[count] = null;
        return null;
    }
}
