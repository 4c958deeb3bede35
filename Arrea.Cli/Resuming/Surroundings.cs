using Arrea.Cli.Journals;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Resuming;

/// <summary>Compares the directory and the variables of jobs with those that they had before.</summary>
/// <param name="hashes">Makes the hashes of variables; asked only when there are any.</param>
internal sealed class Surroundings(Func<VariableHashes> hashes)
{
    private const int Most = 5;

    private readonly List<string> _differences = [];
    private readonly Lazy<VariableHashes> _hashes = new(hashes);

    /// <summary>Takes note of what has changed for a job. Of one that only a job log knows, nothing is known to have.</summary>
    public void Compare(int seq, Job job, RecordedJob before)
    {
        if (before.WorkingDirectory.Length == 0)
        {
            return;
        }

        var name = $"[{seq}] {Shown.Command(job.Command!)}";
        var directory = Path.GetFullPath(job.WorkingDirectory ?? ".");
        if (directory != before.WorkingDirectory)
        {
            _differences.Add($"{name}: the directory was {Shown.Text(before.WorkingDirectory)}, and is {Shown.Text(directory)}");
        }

        var now = job.Environment is { Count: > 0 } variables ? _hashes.Value.Of(variables) : [];
        var then = before.Environment ?? new Dictionary<string, string?>();
        foreach (var variable in now.Keys.Union(then.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var what = !then.TryGetValue(variable, out var old) ? "was not set"
                : !now.TryGetValue(variable, out var value) ? "is no longer set"
                : old != value ? "had another value"
                : null;
            if (what is not null)
            {
                _differences.Add($"{name}: the variable {Shown.Text(variable)} {what}");
            }
        }
    }

    /// <summary>Refuses to go on when anything has changed.</summary>
    /// <exception cref="UsageException">Something has; the message says what.</exception>
    public void RefuseDifferences(string earlier)
    {
        if (_differences.Count > 0)
        {
            var more = _differences.Count > Most ? $"\n  and {_differences.Count - Most} more" : "";
            throw new UsageException($"cannot go on with {earlier}: jobs would run in other surroundings than before\n  {string.Join("\n  ", _differences.Take(Most))}{more}")
            {
                ExitCode = ExitCodes.BadInput,
            };
        }
    }
}
