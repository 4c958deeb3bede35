using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Starts the process of a command.</summary>
internal static unsafe class CommandSpawn
{
    // Terminated by hand: a UTF-8 literal has a NUL after it.
    private static ReadOnlySpan<byte> NullDevice => "/dev/null"u8;

    /// <summary>Starts a command on these pipes, in its own process group or session.</summary>
    /// <param name="plan">What to start.</param>
    /// <param name="pipes">Its pipes, open.</param>
    /// <param name="pid">The process, which leads its group.</param>
    /// <returns>Null, or why it could not be started.</returns>
    public static StartError? Start(SpawnPlan plan, StandardPipes pipes, out int pid)
    {
        var error = Spawn(plan, pipes, out pid);
        if (error == 0)
        {
            return null;
        }

        // What was found on the search path before may have gone; the next command looks again.
        ShellChoice.Forget();
        return StartFailure.Explain(error, plan.Request, plan.Launch);
    }

    private static int Spawn(SpawnPlan plan, StandardPipes pipes, out int pid)
    {
        pid = 0;
        var actions = stackalloc byte[SpawnSettings.ActionsSize];
        var attributes = plan.Request.NewSession || pipes.IsTerminal ? SpawnSettings.OwnSession : SpawnSettings.OwnGroup;
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

            if (error == 0 && plan.Directory is not null)
            {
                error = Libc.AddChangeDirectory(actions, plan.Directory);
            }

            error = error != 0 ? error : Libc.Spawn(started, plan.Arguments[0], actions, attributes, plan.Arguments, plan.Environment);
            _ = Libc.DestroyActions(actions);
            return error;
        }
    }

    private static int AddOutput(byte* actions, int descriptor, int target, byte* nullDevice)
        => descriptor >= 0 ? Libc.AddDuplicate(actions, descriptor, target) : Libc.AddOpen(actions, target, nullDevice, Libc.ReadWrite, mode: 0);
}
