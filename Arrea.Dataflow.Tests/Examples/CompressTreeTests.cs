using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Examples;

/// <summary>Compresses a tree of files and takes checksums of the result: in parallel, and one by one, with the same bytes.</summary>
[TestClass]
public sealed class CompressTreeTests(TestContext context)
{
    private const int Seed = 20_300_101;
    private const int Files = 2_000;

    [TestMethod]
    public async Task Delegates_SameBytesAsOneByOne()
    {
        using var tree = new FileTree(Seed, Files);
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        var expected = tree.Paths.Select(path => Compress(tree.FullPath(path))).ToList();
        var batch = await engine.RunAsync(
            tree.Paths.Select(path => (Job)Job.Run(() => Compress(tree.FullPath(path)))),
            new BatchOptions { MaxCommands = Files });

        var actual = batch.Results.Select(static job => job.GetValue<Compressed>()).ToList();
        CollectionAssert.AreEqual(expected, actual);
        TestNotes.Add($"compressed by delegates: {actual.Count} files, {actual.Sum(static file => file.From)} bytes to {actual.Sum(static file => file.To)}, as one by one");
    }

    [TestMethod]
    [ProgramCondition("bash", "gzip", "sha256sum")]
    public async Task Commands_SameChecksumsAsOneByOne()
    {
        using var tree = new FileTree(Seed, Files);
        var paths = tree.Paths.Take(TestScale.Choose(300, Files, "files compressed by commands")).ToList();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        var expected = await OneByOneAsync(tree, paths);
        var batch = await engine.RunAsync(
            paths.Select(path => new Job($"gzip -nc -- {Quote(path)} | sha256sum") { WorkingDirectory = tree.Root, Shell = "sh" }),
            new BatchOptions { MaxCommands = Files });

        CollectionAssert.AreEqual(expected, batch.Results.Select(static job => job.EnsureSuccess().StandardOutput.TrimEnd()).ToList());
        TestNotes.Add($"compressed by commands: {paths.Count} files, as one by one");
    }

    private static Compressed Compress(string path)
    {
        var content = File.ReadAllBytes(path);
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return new Compressed(content.Length, target.Length, Convert.ToHexString(SHA256.HashData(target.ToArray())));
    }

    private static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>The same by a loop of the shell.</summary>
    private async Task<List<string>> OneByOneAsync(FileTree tree, List<string> paths)
    {
        const string Loop = "while IFS= read -r path; do gzip -nc -- \"$path\" | sha256sum; done";
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", Loop])
        {
            WorkingDirectory = tree.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var reading = shell.StandardOutput.ReadToEndAsync(context.CancellationToken);
        await shell.StandardInput.WriteAsync(string.Concat(paths.Select(static path => path + "\n")));
        shell.StandardInput.Close();
        var lines = (await reading).TrimEnd('\n').Split('\n').Select(static line => line.TrimEnd()).ToList();
        Assert.HasCount(paths.Count, lines);
        return lines;
    }

    private sealed record Compressed(long From, long To, string Checksum);
}
