using Arrea.Dataflow.Validation;

namespace Arrea.Benchmarks.Sections;

/// <summary>Texts of the greatest length that are made to take a validator long.</summary>
internal static class HostileTexts
{
    public static IReadOnlyList<(string Name, string Text)> All { get; } =
    [
        ("plain words", Full("echo ", "a ")),
        ("subshells", Full("", "(")),
        ("substitutions", Full("", "$(")),
        ("parameters", Full("echo ", "${a:-")),
        ("backticks", Full("echo ", "`")),
        ("quoted substitutions", Full("", "\"$(")),
        ("here-documents", Full("", "<<a ")),
        ("braces", Full("echo ", "{a,b}")),
        ("doubling variables", Full("a=x;", "a=$a$a;")),
        ("commands", Full("", "rm x;")),
        ("pipeline", Full("cat", "|cat")),
        ("nested shells", Full("", "sh -c \"")),
        ("functions", Full("", "f(){ f;};")),
        ("loops", Full("", "for i in 1 2 3;do ")),
        ("globs", Full("rm ", "*?[a-z]")),
        ("wrappers", Full("", "env nice ")),
    ];

    private static string Full(string start, string piece)
        => start + string.Concat(Enumerable.Repeat(piece, (CommandValidator.MaxBytes - start.Length) / piece.Length));
}
