using System.Globalization;

namespace Arrea.Cli.Wording;

/// <summary>Signals by name. The numbers are those of Linux on x64 and arm64.</summary>
internal static class SignalName
{
    public const int Terminate = 15;

    private const int Last = 64;

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["HUP"] = 1,
        ["INT"] = 2,
        ["QUIT"] = 3,
        ["ILL"] = 4,
        ["TRAP"] = 5,
        ["ABRT"] = 6,
        ["BUS"] = 7,
        ["FPE"] = 8,
        ["KILL"] = 9,
        ["USR1"] = 10,
        ["SEGV"] = 11,
        ["USR2"] = 12,
        ["PIPE"] = 13,
        ["ALRM"] = 14,
        ["TERM"] = Terminate,
        ["STKFLT"] = 16,
        ["CHLD"] = 17,
        ["CONT"] = 18,
        ["STOP"] = 19,
        ["TSTP"] = 20,
        ["TTIN"] = 21,
        ["TTOU"] = 22,
        ["URG"] = 23,
        ["XCPU"] = 24,
        ["XFSZ"] = 25,
        ["VTALRM"] = 26,
        ["PROF"] = 27,
        ["WINCH"] = 28,
        ["IO"] = 29,
        ["PWR"] = 30,
        ["SYS"] = 31,
    };

    /// <summary>The number of <c>TERM</c>, <c>SIGTERM</c>, <c>sigterm</c> or <c>15</c>; null when it is none.</summary>
    public static int? Parse(string text)
    {
        var name = text.StartsWith("SIG", StringComparison.OrdinalIgnoreCase) ? text[3..] : text;
        return Numbers.TryGetValue(name, out var number)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= Last)
            ? number
            : null;
    }

    /// <summary>All names, without <c>SIG</c>.</summary>
    public static IReadOnlyCollection<string> All => Numbers.Keys;
}
