using System.Globalization;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Examples;

/// <summary>A tree of files, the same for the same seed.</summary>
internal sealed class FileTree : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileTree(int seed, int files)
    {
        var random = new Random(seed);
        for (var i = 0; i < files; i++)
        {
            var path = PathOf(random, i);
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
            File.WriteAllBytes(_folder[path], Content(random));
            Paths.Add(path);
        }
    }

    public string Root => _folder.Path;

    /// <summary>Relative to the root.</summary>
    public List<string> Paths { get; } = [];

    public string FullPath(string path) => _folder[path];

    public void Dispose() => _folder.Dispose();

    // Names that a careless shell line would trip over.
    private static string PathOf(Random random, int number)
    {
        string[] shapes = ["plain-{0}.txt", "two words {0}.txt", "it's {0}.txt", "$HOME-{0}.txt", "-n{0}.txt", "é{0};#.txt"];
        var name = string.Format(CultureInfo.InvariantCulture, shapes[random.Next(shapes.Length)], number);
        return Path.Combine(Invariant($"folder {random.Next(8)}"), Invariant($"sub{random.Next(5)}"), name);
    }

    // Some empty, some short, a few long; letters that compress, and bytes that do not.
    private static byte[] Content(Random random)
    {
        var bytes = new byte[random.Next(20) switch { 0 => 0, < 18 => random.Next(4_096), _ => random.Next(200_000) }];
        if (random.Next(4) == 0)
        {
            random.NextBytes(bytes);
        }
        else
        {
            random.GetItems("etaoin shrdlu\n"u8, bytes);
        }

        return bytes;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
