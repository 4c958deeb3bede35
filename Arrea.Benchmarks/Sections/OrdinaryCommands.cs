using System.Globalization;

namespace Arrea.Benchmarks.Sections;

/// <summary>Commands as people give them to a batch.</summary>
internal static class OrdinaryCommands
{
    private static readonly string[] Shapes =
    [
        "gzip -k logs/app-{0}.log", "convert in/{0}.jpg -resize 50% out/{0}.png", "curl -fsS https://example.com/items/{0} -o data/{0}.json",
        "git -C repos/{0} fetch --prune", "cd build/{0} && make -j 2", "grep -rn TODO src/module{0} | wc -l", "echo \"item {0}\" >> done.txt",
        "tar czf backup-{0}.tgz ./data/{0}", "docker ps --filter name=web{0}", "python3 tool.py --id {0}", "test -f out/{0}.txt || touch out/{0}.txt",
        "find data/{0} -name '*.tmp' -print", "sed -n '1,5p' notes/{0}.txt", "rm -f tmp/{0}.tmp", "ffmpeg -i {0}.mov -c copy {0}.mp4", "for f in a b c; do echo \"$f-{0}\"; done",
    ];

    public static IReadOnlyList<string> Of(int count)
        => [.. Enumerable.Range(0, count).Select(static n => string.Format(CultureInfo.InvariantCulture, Shapes[n % Shapes.Length], n))];
}
