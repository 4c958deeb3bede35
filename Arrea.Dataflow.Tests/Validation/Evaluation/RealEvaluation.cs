using System.Diagnostics;
using System.Globalization;
using System.Text;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>Runs harmless scripts in a shell of the machine, and tells with which arguments they called <c>show</c>.</summary>
internal static class RealEvaluation
{
    private const string Loop = """
        show() { printf '%s\0' "$#" "$@"; }
        i=0
        while [ $i -lt $1 ]; do
          ( . "./$i" ) 2>/dev/null
          printf 'done\0'
          i=$((i+1))
        done
        """;

    /// <summary>For each script the argument vectors of <c>show</c>, in order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<string>>> ShowAsync(string shell, IReadOnlyList<string> scripts, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < scripts.Count; i++)
        {
            await File.WriteAllTextAsync(folder[i.ToString(CultureInfo.InvariantCulture)], scripts[i], new UTF8Encoding(false), cancellationToken);
        }

        var start = new ProcessStartInfo(shell, ["-c", Loop, shell, scripts.Count.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder.Path,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        var all = new List<IReadOnlyList<string>>();
        var vectors = new List<string>();
        var parts = output.Split('\0');
        for (var at = 0; at < parts.Length - 1; at++)
        {
            if (parts[at] == "done")
            {
                all.Add(vectors);
                vectors = [];
                continue;
            }

            var count = int.Parse(parts[at], CultureInfo.InvariantCulture);
            vectors.Add(Shown(parts.AsSpan(at + 1, count).ToArray()));
            at += count;
        }

        return all;
    }

    public static string Shown(IEnumerable<string> arguments) => string.Concat(arguments.Select(static argument => $"<{argument}>"));
}
