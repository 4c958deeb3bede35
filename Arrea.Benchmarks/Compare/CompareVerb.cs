using Arrea.Benchmarks.Sections;

namespace Arrea.Benchmarks.Compare;

/// <summary>The verb <c>compare</c>: <c>compare [section…] [--json] [--quick]</c>.</summary>
internal static class CompareVerb
{
    public const string Usage = "compare [section…] [--json] [--quick]";

    private static readonly ISection[] Sections =
        [new EngineSection(), new CommandsSection(), new OutputSection(), new RetriesSection(), new ProtectionSection(), new EventsSection(), new ValidationSection(), new StartUpSection()];

    public static IEnumerable<string> Help => Sections.Select(static section => $"  {section.Name,-10} {section.Question}");

    /// <summary>Runs the sections; the exit code is 1 when an arm's work was wrong, and 2 when the arguments are.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var flags = arguments.Where(static argument => argument.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
        var names = arguments.Where(static argument => !argument.StartsWith('-')).ToList();
        var unknown = flags.Except(["--json", "--quick"]).Concat(names.Except(Sections.Select(static section => section.Name))).FirstOrDefault();
        if (unknown is not null)
        {
            await errors.WriteLineAsync($"'{unknown}' is no section and no flag. {Usage}\n{string.Join('\n', Help)}");
            return 2;
        }

        var wrong = 0;
        foreach (var section in Sections.Where(section => names.Count == 0 || names.Contains(section.Name)))
        {
            foreach (var group in section.Groups(flags.Contains("--quick")))
            {
                var results = await Comparison.RunAsync(section.Name, group);
                wrong += results.Count(static result => result.Error is not null);
                foreach (var line in flags.Contains("--json") ? Report.Json(section, group, results) : Report.Text(section, group, results))
                {
                    await output.WriteLineAsync(line);
                }
            }
        }

        return wrong == 0 ? 0 : 1;
    }
}
