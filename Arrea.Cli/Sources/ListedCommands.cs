using System.Runtime.CompilerServices;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Sources;

/// <summary>Commands that are known before the first one starts.</summary>
internal sealed class ListedCommands(IReadOnlyList<string> commands) : CommandSource
{
    public override int? Count => commands.Count;

    public IReadOnlyList<string> All => commands;

    /// <summary>The commands of a file, or of standard input (<c>-</c>), one a line, read to its end.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static ListedCommands FromFile(string path)
    {
        var splitter = new LineSplitter();
        List<string> commands = [.. splitter.Add(Read(path))];
        if (splitter.End() is { } last)
        {
            commands.Add(last);
        }

        return new ListedCommands(commands);
    }

    /// <summary>The commands of a file, or of standard input (<c>-</c>), each ended by a NUL character, read to its end. What follows the last NUL is one more.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static ListedCommands FromNulls(string path)
    {
        List<string> commands = [];
        var left = Read(path).AsSpan();
        while (left.Length > 0)
        {
            var end = left.IndexOf((byte)0);
            commands.Add(Utf8Text.Decode(end < 0 ? left : left[..end]));
            left = end < 0 ? [] : left[(end + 1)..];
        }

        return new ListedCommands(commands);
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

    private static byte[] Read(string path)
    {
        try
        {
            return path == "-" ? ReadStandardInput() : File.ReadAllBytes(path);
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

    private static byte[] ReadStandardInput()
    {
        using var input = StandardInput.Open();
        using var bytes = new MemoryStream();
        input.CopyTo(bytes);
        return bytes.ToArray();
    }
}
