using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>A page of the docs that is made from the code. Run its test with ARREA_ACCEPT_DOCS=1 to write it anew.</summary>
internal static class GeneratedPage
{
    /// <summary>Fails when the page is not what the code says.</summary>
    /// <param name="path">The page, relative to the root.</param>
    /// <param name="lines">What the code says.</param>
    public static void Check(string path, IEnumerable<string> lines)
    {
        var file = Repository.PathOf(path);
        var expected = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("ARREA_ACCEPT_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, expected);
            return;
        }

        var actual = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.AreEqual(expected, actual, $"{path} is not what the code says. If the code is right, run this test with ARREA_ACCEPT_DOCS=1 and commit the page");
    }
}
