using System.Text.RegularExpressions;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>A command of a console block, and what it is said to print.</summary>
internal sealed record ConsoleStep(int Line, string Command, int ExitCode, IReadOnlyList<string> Expected);

/// <summary>A console block: lines that begin with "$ " are commands, those that follow are their output.</summary>
internal static partial class ConsoleBlock
{
    private static readonly (string Prefix, string Reason)[] NotRun =
    [
        ("dotnet test", "it would run these tests again"),
        ("dotnet build", "the build is done before the tests run"),
        ("dotnet pack", "it builds the sources again"),
        ("dotnet publish", "it builds the sources again"),
        ("dotnet tool install", "it changes the settings of who runs it"),
        ("dotnet nuget add source", "it changes the settings of who runs it"),
        ("dotnet add package", "it needs a project of the reader's"),
        ("dotnet run --configuration Release --project Arrea.Benchmarks", "it measures, which takes an idle machine"),
        (".ci/run", "it runs these tests"),
        ("git clone", "it needs a network"),
    ];

    public static IReadOnlyList<ConsoleStep> Parse(CodeBlock block)
    {
        var steps = new List<ConsoleStep>();
        var output = new List<string>();
        for (var i = 0; i < block.Lines.Count; i++)
        {
            if (!block.Lines[i].StartsWith("$ ", StringComparison.Ordinal))
            {
                if (steps.Count == 0)
                {
                    throw new FormatException($"{block}: a console block begins with a command: \"$ \".");
                }

                output.Add(block.Lines[i].TrimEnd());
                continue;
            }

            var line = block.Line + i + 1;
            var command = block.Lines[i][2..].TrimEnd();
            while (command.EndsWith('\\') && i + 1 < block.Lines.Count)
            {
                command += "\n" + block.Lines[++i].TrimEnd();
            }

            output = [];
            var exit = ExitComment().Match(command);
            steps.Add(new ConsoleStep(line, command, exit.Success ? int.Parse(exit.Groups["code"].Value) : 0, output));
        }

        return steps;
    }

    /// <summary>Why a command of the docs is not run; null when it is.</summary>
    public static string? ReasonNotToRun(string command)
        => NotRun.FirstOrDefault(entry => Assignments().Replace(command, "").StartsWith(entry.Prefix, StringComparison.Ordinal)).Reason;

    /// <summary>Whether an output is what was said; a line of three dots stands for any lines, or none.</summary>
    public static bool Matches(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (expected.Count == 0)
        {
            return actual.Count == 0;
        }

        IReadOnlyList<string> rest = [.. expected.Skip(1)];
        return expected[0] == "..."
            ? Enumerable.Range(0, actual.Count + 1).Any(skipped => Matches(rest, [.. actual.Skip(skipped)]))
            : actual.Count > 0 && expected[0] == actual[0] && Matches(rest, [.. actual.Skip(1)]);
    }

    [GeneratedRegex(@"\A([A-Z_]+=\S* )+")]
    private static partial Regex Assignments();

    [GeneratedRegex(@"\s# exit (?<code>\d+)\z")]
    private static partial Regex ExitComment();
}
