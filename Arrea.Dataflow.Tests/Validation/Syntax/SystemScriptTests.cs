using System.Text;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>The scripts of the machine parse whole.</summary>
[TestClass]
public sealed class SystemScriptTests(TestContext context)
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly string[] Folders = ["/etc", "/usr/bin", "/usr/sbin", "/var/lib/dpkg/info", "/usr/lib", "/usr/share"];

    // They say sh and mean another shell; sh itself finds out as it runs.
    private static readonly string[] Wrong = ["perf-core/tests/shell/buildid.sh: ${id:0:2} is known to bash alone"];

    [TestMethod]
    public async Task Parse_ScriptsOfTheSystem_HasNoProblem()
    {
        var scripts = Folders.Take(TestScale.Choose(4, Folders.Length, "folders with scripts of the system")).SelectMany(Scripts).ToList();
        if (scripts.Count == 0)
        {
            Assert.Inconclusive("No shell scripts are there.");
        }

        var refused = scripts
            .Select(static script => (script.Path, script.Text, script.Shell, Script: ShellParser.Parse(script.Text, script.Shell == "bash" ? ShellDialect.Bash : ShellDialect.Posix)))
            .Where(static script => script.Script.Problems.Count > 0 && !Wrong.Any(wrong => script.Path.EndsWith(wrong[..wrong.IndexOf(':', StringComparison.Ordinal)], StringComparison.Ordinal)))
            .ToList();

        // Some are no shell scripts below their first line. The shell that they name refuses those as well.
        var found = new List<string>();
        foreach (var shell in refused.GroupBy(static script => script.Shell))
        {
            var accepted = await RealShell.AcceptsAsync(shell.Key, [.. shell.Select(static script => script.Text)], context.CancellationToken);
            found.AddRange(shell.Zip(accepted).Where(static pair => pair.Second).Select(static pair => $"{pair.First.Path}: {pair.First.Script.Problems[0]}"));
        }

        Expect.None(found, "Scripts that do not parse");
    }

    [TestMethod]
    public void Parse_ScriptsOfTheSystem_MakesSoundTrees()
        => Expect.None(
            from script in Scripts("/var/lib/dpkg/info").Concat(Scripts("/usr/bin"))
            let fault = SyntaxTree.FaultOf(ShellParser.Parse(script.Text))
            where fault is not null
            select $"{script.Path}: {fault}",
            "Scripts whose trees are not sound");

    private static IEnumerable<(string Path, string Text, string Shell)> Scripts(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device };
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", options))
        {
            if (file.Length is > 2 and < MaxBytes && ShellOf(file) is { } shell)
            {
                yield return (file.FullName, File.ReadAllText(file.FullName), shell);
            }
        }
    }

    /// <summary>The shell that the first line of a file names; null where it names another program or none.</summary>
    private static string? ShellOf(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            var bytes = new byte[64];
            var line = Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).Split('\n')[0];
            return !line.StartsWith("#!", StringComparison.Ordinal)
                ? null
                : line[2..].Split((char[])[' ', '/'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(static word => word is "sh" or "bash" or "dash");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
