using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea action</c>.</summary>
internal sealed class ActionFlags : FlagSet
{
    private const int MostParallel = 1000;

    private readonly Flags _flags = new();

    public override IReadOnlyList<FlagGroup> Groups => [_flags];

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="UsageException">A value is malformed, or two flags do not go together.</exception>
    public ActionOptions Read(FlagValues values)
    {
        var sources = new[] { _flags.File, _flags.Data, _flags.StandardInput }.Where(values.Has).ToArray();
        if (sources.Length > 1)
        {
            values.Exclude(sources[0], sources[1]);
        }

        if (values.Has(_flags.Schema) && sources.Length > 0)
        {
            values.Exclude(_flags.Schema, sources[0]);
        }

        values.Exclude(_flags.Json, _flags.Quiet);
        return new ActionOptions
        {
            File = values.Has(_flags.StandardInput) ? "-" : values.Value(_flags.File),
            Data = values.Value(_flags.Data),
            Parallel = values.Number(_flags.Parallel, 1, MostParallel) ?? 4,
            Json = values.Has(_flags.Json),
            Quiet = values.Has(_flags.Quiet),
            Schema = values.Has(_flags.Schema),
        };
    }

    private sealed class Flags : FlagGroup
    {
        public override string Heading => "Flags";

        public override IReadOnlyList<Option> Shown => [File, Data, StandardInput, Parallel, Json, Quiet, Schema];

        public Option File { get; } = Value("FILE", "The JSON of a file; '-' is standard input.", "--file", "-a");

        public Option Data { get; } = Value("JSON", "The JSON itself.", "--data", "-d");

        public Option StandardInput { get; } = Switch("The JSON of standard input; the same as --file -.", "--stdin");

        public Option Parallel { get; } = Value("N", "Actions at once, where needs allow it. Default: 4.", "--parallel", "-j");

        public Option Json { get; } = Switch("One JSON object a line for what happens, outputs among it.", "--json");

        public Option Quiet { get; } = Switch("No summary.", "--quiet", "-q");

        public Option Schema { get; } = Switch("Print the JSON schema of the document, and do nothing else.", "--schema");
    }
}
