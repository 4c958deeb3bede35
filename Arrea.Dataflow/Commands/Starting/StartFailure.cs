using System.Runtime.InteropServices;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Starting;

/// <summary>Says in plain words why a command could not be started, naming what was unusable.</summary>
internal static class StartFailure
{
    /// <summary>The name or value of a variable that no environment can hold; null when it can.</summary>
    public static StartError? OfVariable(string name, string? value)
    {
        if (name.Length == 0)
        {
            return new("an environment variable has an empty name");
        }

        if (name.Contains('=', StringComparison.Ordinal) || !IsText(name))
        {
            return new($"environment variable '{name}' has a name with '=', NUL or half a surrogate pair in it");
        }

        // Never the value, which may be a secret.
        return value is null || IsText(value) ? null : new($"environment variable '{name}' has a value with NUL or half a surrogate pair in it");
    }

    /// <summary>An error of the system on the way to the command's process.</summary>
    public static StartError Explain(int error, CommandRequest request, in Launch launch)
    {
        if (OfLimits(error) is { } limit)
        {
            return limit;
        }

        // The system gives one number for the directory and the program alike, so the directory is looked at first.
        if (request.WorkingDirectory is { } directory && OfDirectory(directory) is { } unusable)
        {
            return new(unusable);
        }

        var (path, name) = (launch.Path, launch.Name);
        return error switch
        {
            Libc.NoSuchEntry when File.Exists(path) => new($"{name} cannot be run: the program that it needs as its interpreter is missing"),
            Libc.NoSuchEntry => new($"{name} does not exist", StartError.NotFound),
            _ when Directory.Exists(path) => new($"{name} is a directory"),
            Libc.AccessDenied => new($"{name} is not executable"),
            Libc.NotAProgram => new($"{name} is not a program"),
            _ => new($"{name} cannot be started: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    /// <summary>An error of the system that has nothing to do with the command.</summary>
    public static StartError OfSystem(int error) => OfLimits(error) ?? new(Marshal.GetPInvokeErrorMessage(error));

    private static StartError? OfLimits(int error) => error switch
    {
        Libc.TooManyOpen => new("this process has no file descriptor left: run fewer commands at once, or raise the limit on open files (ulimit -n)"),
        Libc.SystemTableFull => new("the system has no file descriptor left"),
        Libc.TryAgain => new("the system allows no further process: the limit on processes is reached"),
        Libc.OutOfMemory => new("the system has no memory left for another process"),
        Libc.ArgumentsTooLong => new("the command and its environment are longer than the system takes"),
        _ => null,
    };

    private static string? OfDirectory(string directory)
        => Libc.Access(directory, Libc.MayExecute) switch
        {
            0 when Directory.Exists(directory) => null,
            0 => $"working directory '{directory}' is not a directory",
            _ => Libc.Error switch
            {
                Libc.NoSuchEntry => $"working directory '{directory}' does not exist",
                Libc.NotADirectory => $"working directory '{directory}' is not a directory",
                Libc.AccessDenied when File.Exists(directory) => $"working directory '{directory}' is not a directory",
                Libc.AccessDenied => $"working directory '{directory}' is not accessible",
                var error => $"working directory '{directory}' cannot be used: {Marshal.GetPInvokeErrorMessage(error)}",
            },
        };

    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                return false;
            }

            if (char.IsSurrogate(text[i]))
            {
                if (!(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
                {
                    return false;
                }

                i++;
            }
        }

        return true;
    }
}
