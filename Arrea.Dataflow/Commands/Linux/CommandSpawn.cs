using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Starts the process of a command.</summary>
internal static unsafe class CommandSpawn
{
    private static ReadOnlySpan<byte> NullDevice => "/dev/null"u8;

    /// <summary>Starts <c>shell -c text</c> on these pipes, in its own process group.</summary>
    /// <param name="request">The command.</param>
    /// <param name="pipes">Its pipes, open.</param>
    /// <param name="pid">The process, which leads its group.</param>
    /// <returns>Null, or why it could not be started.</returns>
    public static StartError? Start(CommandRequest request, StandardPipes pipes, out int pid)
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
            pointers: arguments + 2 + inherited.Count + variables + 1,
            strings: arguments + 2 + (2 * variables),
            launch.Path.Length + (request.WorkingDirectory?.Length ?? 0) + characters);
        try
        {
            return Start(request, pipes, launch, inherited, ref native, variables, out pid);
        }
        finally
        {
            native.Dispose();
        }
    }

    private static StartError? Start(
        CommandRequest request, StandardPipes pipes, in Launch launch, InheritedEnvironment inherited, ref NativeText native, int variables, out int pid)
    {
        pid = 0;
        var arguments = native.Table(launch.Arguments.Count + 2);
        var environment = native.Table(inherited.Count + variables + 1);
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
        if (FillEnvironment(ref native, environment, inherited, request.Environment) is { } refused)
        {
            return refused;
        }

        var error = Spawn(pipes, directory, arguments, environment, out pid);
        GC.KeepAlive(inherited);
        return error == 0 ? null : StartFailure.Explain(error, request, launch);
    }

    private static int Spawn(StandardPipes pipes, byte* directory, byte** arguments, byte** environment, out int pid)
    {
        pid = 0;
        var actions = stackalloc byte[SpawnSettings.ActionsSize];
        var error = Libc.InitActions(actions);
        if (error != 0)
        {
            return error;
        }

        fixed (byte* nullDevice = NullDevice)
        fixed (int* started = &pid)
        {
            error = pipes.ChildInput >= 0
                ? Libc.AddDuplicate(actions, pipes.ChildInput, 0)
                : Libc.AddOpen(actions, 0, nullDevice, flags: 0, mode: 0);
            error = error != 0 ? error : Libc.AddDuplicate(actions, pipes.ChildOutput, 1);
            error = error != 0 ? error : Libc.AddDuplicate(actions, pipes.ChildError, 2);

            // What this runtime opens closes itself in a child; what this process inherited, or native code opened, may not.
            if (error == 0 && SpawnSettings.AddCloseFrom is not null)
            {
                error = SpawnSettings.AddCloseFrom(actions, 3);
            }

            if (error == 0 && directory is not null)
            {
                error = Libc.AddChangeDirectory(actions, directory);
            }

            error = error != 0 ? error : Libc.Spawn(started, arguments[0], actions, SpawnSettings.Attributes, arguments, environment);
            _ = Libc.DestroyActions(actions);
            return error;
        }
    }

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
        ref NativeText native, byte** environment, InheritedEnvironment inherited, IReadOnlyDictionary<string, string?>? changes)
    {
        var count = 0;
        for (var i = 0; i < inherited.Count; i++)
        {
            if (changes is null || !changes.ContainsKey(inherited.Name(i)))
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

            if (value is not null)
            {
                environment[count++] = native.AddVariable(name, value);
            }
        }

        environment[count] = null;
        return null;
    }
}
