using System.Text;
using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Tests.Commands.Output;

[TestClass]
public sealed class OutputCaptureTests
{
    [TestMethod]
    public void ToText_AnyPiecesAndBounds_IsHeadGapAndTail()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bound = random.Next(0, 40);
            using var capture = new OutputCapture(bound);
            var all = new StringBuilder();
            for (var piece = random.Next(0, 8); piece > 0; piece--)
            {
                var text = new string((char)random.Next('a', 'z' + 1), random.Next(0, 50));
                all.Append(text);
                capture.Append(Encoding.UTF8.GetBytes(text));
            }

            Assert.AreEqual(Expected(all.ToString(), bound), capture.ToText());
            Assert.AreEqual(all.Length > bound, capture.IsTruncated);
            Assert.AreEqual(all.Length, capture.TotalBytes);
        }
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(5)]
    [DataRow(8)]
    [DataRow(11)]
    public void ToText_CutInsideACharacter_LeavesTheWholeCharacterOut(int bound)
    {
        using var capture = new OutputCapture(bound);
        capture.Append(Encoding.UTF8.GetBytes("😀é😀é😀"));

        var text = capture.ToText();

        Assert.DoesNotContain("\uFFFD", text);
        var gap = text.Split('\n')[1];
        var kept = Encoding.UTF8.GetByteCount(text.Replace($"\n{gap}\n", "", StringComparison.Ordinal));
        Assert.AreEqual($"… {16 - kept} bytes left out …", gap);
        Assert.IsLessThanOrEqualTo(bound, kept);
    }

    private static string Expected(string all, int bound)
    {
        var tail = bound / 2;
        var head = bound - tail;
        return all.Length <= bound ? all
            : bound == 0 ? ""
            : $"{all[..head]}\n… {all.Length - bound} bytes left out …\n{all[^tail..]}";
    }
}
