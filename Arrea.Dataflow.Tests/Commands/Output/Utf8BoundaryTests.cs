using System.Text;
using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Tests.Commands.Output;

[TestClass]
public sealed class Utf8BoundaryTests
{
    [TestMethod]
    public void Both_EveryCutOfAText_AreWholeCharactersOnBothSides()
    {
        var bytes = Encoding.UTF8.GetBytes("aé€😀\0ü😀z");
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var left = bytes.AsSpan(0, cut);
            var right = bytes.AsSpan(cut);
            var unfinished = Utf8Boundary.UnfinishedAtEnd(left);

            strict.GetString(left[..^unfinished]);
            strict.GetString(right[Utf8Boundary.UnfinishedAtStart(right)..]);
            Assert.AreEqual(unfinished == 0, Utf8Boundary.UnfinishedAtStart(right) == 0);
        }
    }

    [TestMethod]
    [DataRow(new byte[] { 0xFF })]
    [DataRow(new byte[] { 0x61, 0x80, 0x80, 0x80, 0x80 })]
    [DataRow(new byte[] { 0xC0 })]
    [DataRow(new byte[] { 0xF5, 0x80 })]
    [DataRow(new byte[] { 0xED, 0xA0 })]
    [DataRow(new byte[] { })]
    public void UnfinishedAtEnd_BytesThatNothingCanComplete_AreNotWaitedFor(byte[] bytes)
        => Assert.AreEqual(0, Utf8Boundary.UnfinishedAtEnd(bytes));
}
