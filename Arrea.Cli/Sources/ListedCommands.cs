using System.Runtime.CompilerServices;

namespace Arrea.Cli.Sources;

/// <summary>Commands that are known before the first one starts.</summary>
internal sealed class ListedCommands(IReadOnlyList<string> commands) : CommandSource
{
    public override int? Count => commands.Count;

    public IReadOnlyList<string> All => commands;

    /// <summary>The commands of a file, or of standard input (<c>-</c>), read to its end.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static ListedCommands FromFile(string path)
    {
        try
        {
            var splitter = new LineSplitter();
            List<string> commands = [.. splitter.Add(path == "-" ? ReadStandardInput() : File.ReadAllBytes(path))];
            if (splitter.End() is { } last)
            {
                commands.Add(last);
            }

            return new ListedCommands(commands);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var name = path == "-" ? "standard input" : $"'{path}'";
            throw new UsageException($"cannot read {name}: {(Directory.Exists(path) ? "it is a directory" : error.Message)}", error)
            {
                ExitCode = ExitCodes.BadInput,
            };
        }
    }

    public override string TextOf(int index) => commands[index];

    public override async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var command in commands)
        {
            yield return command;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static byte[] ReadStandardInput()
    {
        using var input = StandardInput.Open();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }
}
