using Arrea.Cli.Arguments;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Finds where the jobs of a run come from.</summary>
/// <param name="options">What was asked for.</param>
internal sealed class SourceChoice(RunOptions options)
{
    private readonly JobFactory _jobs = new(options);

    /// <summary>Opens the source.</summary>
    /// <exception cref="UsageException">There is none, or it cannot be used.</exception>
    public JobSource Open() => options switch
    {
        { Input.Commands: { Count: > 0 } commands } => new ListedJobs([.. commands.Select((command, at) => _jobs.Make(command, at + 1))]),
        { Input.Vector: { } vector } => new ListedJobs([_jobs.Make(vector, 1)]),
        { Input.JobsFile: { } file } => new ListedJobs([.. JobFile.Read(file).Select((line, at) => _jobs.Make(line, at + 1))]),
        { Arguments.Block: { } size } => OfBlocks(size),
        { Input: { File: null, Lists.Count: 0 } } => OfStandardInput(),
        _ => Listed(Combinations.Of(Sources())),
    };

    private JobSource OfStandardInput()
    {
        var kind = Kind(options.Input.Template is null
            ? "no source of jobs: give --command TEXT, --file FILE, a template with arguments, or commands on standard input."
            : $"no source of arguments for the template '{Shown.Command(options.Input.Template)}': give ::: ARGUMENT ..., :::: FILE, --file FILE, or arguments on standard input. A command without any is given with --command. Flags stand before the template.");
        return kind == InputKind.File || options.Input.ValidateAll
            ? Listed(InputFile.ReadPieces("-", options.Arguments.Delimiter).Select(static piece => (IReadOnlyList<string>)[piece]))
            : new PipedJobs(StandardInput.Open(), options.Arguments.Delimiter, MakeMaker());
    }

    private PipedBlocks OfBlocks(int size)
    {
        Kind("no standard input to cut into blocks: give a pipe or a file.");
        return new PipedBlocks(new BlockReader(StandardInput.Open(), size), options.Limits.WorkersFor(null), BlockJob());
    }

    /// <summary>What makes the jobs that read blocks: their command has no arguments, but perhaps a number.</summary>
    private Func<int, Job> BlockJob()
    {
        var text = options.Input.Template!;
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return number => _jobs.Make(text, number);
        }

        var template = Templates.Parse(text, options.Arguments);
        return template.AppendsArguments ? number => _jobs.Make(text, number)
            : template.TakesArguments ? throw new UsageException("a job of '--pipe' has no arguments: it reads its block on standard input. Only {#} and {%} have a meaning in its command.")
            : number => _jobs.Make(template, [""], number);
    }

    private ListedJobs Listed(IEnumerable<IReadOnlyList<string>> pieces) => new([.. MakeMaker().All(pieces)]);

    private JobMaker MakeMaker() => options.Input.Template is { } text
        ? new TemplateMaker(Templates.Parse(text, options.Arguments), options.Arguments, _jobs)
        : new CommandMaker(_jobs);

    private List<ArgumentSource> Sources()
    {
        List<ArgumentSource> sources = options.Input.File is { } file ? [OfFile(file, isLinked: false)] : [];
        foreach (var list in options.Input.Lists)
        {
            sources.AddRange(list.IsFiles
                ? list.Words.Select(path => OfFile(path, list.IsLinked))
                : [new ArgumentSource(list.Words, list.IsLinked)]);
        }

        return sources;
    }

    private ArgumentSource OfFile(string path, bool isLinked) => new(InputFile.ReadPieces(path, options.Arguments.Delimiter), isLinked);

    private static InputKind Kind(string otherwise) => StandardInput.Kind is var kind and not InputKind.Device
        ? kind
        : throw new UsageException($"{otherwise} Try 'arrea run --help'.");
}
