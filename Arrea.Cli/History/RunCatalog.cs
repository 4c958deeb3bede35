using System.Globalization;
using Arrea.Cli.Journals;
using Arrea.Cli.Wording;

namespace Arrea.Cli.History;

/// <summary>The recorded runs, newest first, and how they are named: by id, the beginning of one, a number, or <c>last</c>.</summary>
/// <param name="folder">The journals.</param>
internal sealed class RunCatalog(JournalFolder folder)
{
    /// <summary>What <c>RUN</c> may be, for helps and messages.</summary>
    public const string Names = "an id or its beginning, a number of 'arrea history', or 'last'";

    private const int NamedAtMost = 5;
    // A short number is always a place in the list: whether an id happens to begin with it is chance.
    private const int DigitsOfAPlace = 4;
    private const string Last = "last";

    private readonly IReadOnlyList<string> _paths = folder.NewestFirst();

    /// <summary>The runs, newest first.</summary>
    public IEnumerable<RunSummary> Newest => _paths.Select(static path => JournalReader.ReadSummary(path)).OfType<RunSummary>();

    /// <summary>The runs with their jobs, newest first.</summary>
    public IEnumerable<RecordedRun> Runs => _paths.Select(static path => JournalReader.Read(path)).OfType<RecordedRun>();

    /// <summary>The run that is the only operand.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="command">The command, for messages.</param>
    /// <exception cref="UsageException">There is not one operand, or no such run.</exception>
    public RecordedRun Only(IReadOnlyList<string> operands, string command) => operands switch
    {
        [var name] => Find(name),
        [] => throw new UsageException($"no run: give {Names}. Try 'arrea {command} --help'."),
        [_, var second, ..] => throw new UsageException($"unexpected argument '{Shown.Command(second)}'. Try 'arrea {command} --help'."),
    };

    /// <summary>The run of a name.</summary>
    /// <exception cref="UsageException">There is none, or more than one.</exception>
    public RecordedRun Find(string name)
    {
        var path = name == Last ? Newest.FirstOrDefault()?.Path
            : name.Length <= DigitsOfAPlace && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? ByPlace(number)
            : ByPrefix(name);
        return path is not null && JournalReader.Read(path) is { } run ? run : throw Unknown(name);
    }

    /// <summary>The id in the name of a journal.</summary>
    internal static string IdOf(string path) => Path.GetFileNameWithoutExtension(path) is var name ? name[(name.LastIndexOf('-') + 1)..] : "";

    private string? ByPlace(int number) => number > 0 ? Newest.ElementAtOrDefault(number - 1)?.Path : null;

    private string? ByPrefix(string name)
    {
        var found = _paths.Where(path => name.Length > 0 && IdOf(path).StartsWith(name, StringComparison.OrdinalIgnoreCase)).Take(2).ToArray();
        return found.Length < 2
            ? found.FirstOrDefault()
            : throw new UsageException($"more than one run begins with '{Shown.Command(name)}': {string.Join(", ", found.Select(IdOf))} …");
    }

    private UsageException Unknown(string name)
    {
        string[] newest = [.. Newest.Take(NamedAtMost).Select(static run => run.Facts.Id)];
        var known = newest.Length == 0
            ? $"Nothing is recorded in '{folder.Runs}'."
            : $"The newest are {string.Join(", ", newest)}; 'arrea history' lists them all.{Suggestion.For(name, [Last])}";
        return new UsageException($"no run '{Shown.Command(name)}': RUN is {Names}. {known}");
    }
}
