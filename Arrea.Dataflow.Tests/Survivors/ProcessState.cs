using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>What the system says of a process.</summary>
internal sealed record ProcessState(char State, int Parent, int Group, int Session)
{
    /// <summary>Reads it; null when there is no such process.</summary>
    public static ProcessState? Read(int pid)
    {
        var text = Text(pid, "stat");
        if (text.Length == 0)
        {
            return null;
        }

        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new(fields[0][0], Number(fields[1]), Number(fields[2]), Number(fields[3]));
    }

    public static string CommandLine(int pid) => Text(pid, "cmdline").Replace('\0', ' ');

    private static string Text(int pid, string file)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/{file}"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
