using System.Buffers;

namespace Arrea.Dataflow.Commands.Starting;

/// <summary>Variables by which a shell runs other text than it is given, or goes elsewhere: start files, functions, options, and where <c>cd</c> looks for folders.</summary>
internal static class SteeringVariables
{
    // What a value needs to name a file somewhere else, or to run something as it is expanded.
    private static readonly SearchValues<char> Paths = SearchValues.Create("/$`");

    /// <summary>Whether a variable of that value would make a shell run, or read, something beside its text.</summary>
    /// <remarks>
    /// <c>ENV</c> is the name of a start file to some shells, and a word such as <c>production</c> to many programs; only a
    /// value that leads somewhere else counts.
    /// </remarks>
    public static bool Steers(string name, string value) => name.Length > 0 && name[0] switch
    {
        'B' => name is "BASH_ENV" or "BASHOPTS" || (name.StartsWith("BASH_FUNC_", StringComparison.Ordinal) && name.EndsWith("%%", StringComparison.Ordinal)),
        'C' => name == "CDPATH",
        'E' => name == "ENV" && value.AsSpan().ContainsAny(Paths),
        'P' => name == "PS4",
        'S' => name == "SHELLOPTS",
        'Z' => name == "ZDOTDIR",
        _ => false,
    };

    /// <summary>Whether a variable that a job sets itself would make its shell run something else: also libraries loaded into the shell.</summary>
    public static bool SteersFromJob(string name, string value)
        => Steers(name, value) || name is "LD_PRELOAD" or "LD_AUDIT";
}
