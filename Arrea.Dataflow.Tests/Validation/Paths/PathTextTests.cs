using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Tests.Validation.Paths;

[TestClass]
public sealed class PathTextTests
{
    [TestMethod]
    [DataRow("", "", 0)]
    [DataRow("/", "", 0)]
    [DataRow("a//b/./c/", "a|b|c", 0)]
    [DataRow("a/../b", "b", 0)]
    [DataRow("../a/../../b", "b", 2)]
    public void Parts_Path_AreWithoutDetours(string path, string expected, int climbs)
    {
        var (parts, climbed) = PathText.Parts(path);

        Assert.AreEqual(expected, string.Join('|', parts));
        Assert.AreEqual(climbs, climbed);
    }

    [TestMethod]
    [DataRow("a", "a", ".")]
    [DataRow("a/b", "b", "a")]
    [DataRow("a//b/", "b", "a")]
    [DataRow("/a", "a", "/")]
    [DataRow("/", "/", "/")]
    [DataRow("", "", ".")]
    public void NameOf_Path_IsThatOfBasename(string path, string name, string folder)
    {
        Assert.AreEqual(name, PathText.NameOf(path));
        Assert.AreEqual(folder, PathText.FolderOf(path));
    }

    [TestMethod]
    [DataRow("./a/../../b", "./../b")]
    [DataRow("/../a", "/a")]
    [DataRow("../a/", "../a")]
    [DataRow("~/../x/.", "~/../x")]
    public void Normal_Path_BeginsAsBefore(string path, string expected) => Assert.AreEqual(expected, DirectoryPath.Normal(path));
}
