using System.Diagnostics;
using System.Globalization;
using System.Text;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Asks a shell of the machine which texts it can parse. It runs none of them.</summary>
internal static class RealShell
{
    // -n reads without running. What the shell says without failing counts as well: that is how bash tells of a bad [[.
    private const string Loop = """
        i=0
        while [ $i -lt $1 ]; do
          said=$("$2" -n "$3/$i" 2>&1) && [ -z "$said" ]
          echo $?
          i=$((i+1))
        done
        """;

    /// <summary>For each text whether the shell has nothing against it.</summary>
    public static async Task<IReadOnlyList<bool>> AcceptsAsync(string shell, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < texts.Count; i++)
        {
            await File.WriteAllTextAsync(folder[i.ToString(CultureInfo.InvariantCulture)], texts[i], new UTF8Encoding(false), cancellationToken);
        }

        var start = new ProcessStartInfo(shell, ["-c", Loop, shell, texts.Count.ToString(CultureInfo.InvariantCulture), shell, folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var lines = (await process.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync(cancellationToken);
        Assert.HasCount(texts.Count, lines, await errors);
        return [.. lines.Select(static line => line == "0")];
    }
}
