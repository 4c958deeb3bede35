namespace Arrea.Cli.Platform;

/// <summary>When to colour.</summary>
internal enum ColorMode
{
    Auto,
    Always,
    Never,
}

/// <summary>Which control codes an output gets: colours, and a line that is redrawn. Only a terminal gets any.</summary>
internal static class Appearance
{
    /// <summary>Whether an output is coloured.</summary>
    /// <param name="mode">What the command line says.</param>
    /// <param name="terminal">Whether the output is a terminal.</param>
    /// <param name="variable">Gives an environment variable.</param>
    public static bool HasColor(ColorMode mode, bool terminal, Func<string, string?> variable) => terminal && mode switch
    {
        ColorMode.Always => true,
        ColorMode.Never => false,
        _ => WantsColor(variable),
    };

    /// <summary>Whether an output can show a line that is redrawn.</summary>
    public static bool CanRedraw(bool terminal, Func<string, string?> variable)
        => terminal && variable("TERM") is not (null or "" or "dumb");

    /// <summary>Whether an output is kept to be read later, line by line: a file, a terminal that cannot redraw, or whatever a build server gives.</summary>
    /// <param name="terminal">Whether the output is a terminal.</param>
    /// <param name="file">Whether it is a file.</param>
    /// <param name="variable">Gives an environment variable.</param>
    public static bool IsLog(bool terminal, bool file, Func<string, string?> variable)
        => file || (terminal && !CanRedraw(terminal, variable)) || variable("CI") is not (null or "" or "0" or "false");

    private static bool WantsColor(Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(variable("NO_COLOR")))
        {
            return false;
        }

        if (variable("FORCE_COLOR") is { Length: > 0 } force)
        {
            return force != "0";
        }

        return variable("CLICOLOR") != "0" && variable("TERM") is not (null or "" or "dumb");
    }
}
