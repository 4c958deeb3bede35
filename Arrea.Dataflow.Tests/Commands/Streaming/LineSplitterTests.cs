using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Streaming;

namespace Arrea.Dataflow.Tests.Commands.Streaming;

[TestClass]
public sealed class LineSplitterTests
{
    private const OutputStream Out = OutputStream.StandardOutput;
    private const OutputStream Err = OutputStream.StandardError;

    [TestMethod]
    [DataRow(new[] { "a\nb\n" }, "a|b|")]
    [DataRow(new[] { "a", "b", "c\nd" }, "abc|d~")]
    [DataRow(new[] { "\n\n", "\n" }, "|||")]
    [DataRow(new[] { "a\r\nb\rc\n\r\n" }, "a|b\rc||")]
    [DataRow(new[] { "a\r", "\nb" }, "a|b~")]
    [DataRow(new[] { "a\n", "b\r" }, "a|b\r~")]
    [DataRow(new[] { "a", "\n", "b" }, "a|b~")]
    [DataRow(new[] { "\r", "\n" }, "|")]
    [DataRow(new string[0], "")]
    public void Take_Pieces_GivesLines(string[] pieces, string expected)
        => Assert.AreEqual(expected, string.Concat(Split(pieces.Select(static piece => (Out, piece))).Select(static line => line.Text + (line.IsComplete ? "|" : "~"))));

    [TestMethod]
    public void Take_BothOutputs_AreNeverMixedWithinALine()
    {
        var lines = Split([(Out, "o1"), (Err, "e1\ne2"), (Out, "o1\no2"), (Err, "e2\n"), (Err, "e3")]);

        CollectionAssert.AreEqual(
            new[] { (Err, "e1", true), (Out, "o1o1", true), (Err, "e2e2", true), (Out, "o2", false), (Err, "e3", false) }, lines);
    }

    [TestMethod]
    [DataRow(CommandStream.LongestLine, 64 * 1024)]
    [DataRow(CommandStream.LongestLine, CommandStream.LongestLine)]
    [DataRow(CommandStream.LongestLine, 3 * CommandStream.LongestLine)]
    public void Take_LineAsLongAsCanBe_IsWhole(int length, int pieceLength)
    {
        var lines = Split(InPieces(new string('x', length) + "\ny\n", pieceLength));

        CollectionAssert.AreEqual(new[] { (length, true), (1, true) }, lines.ConvertAll(static line => (line.Text.Length, line.IsComplete)));
    }

    [TestMethod]
    [DataRow(64 * 1024)]
    [DataRow(1_000_003)]
    [DataRow(10 * CommandStream.LongestLine)]
    public void Take_LongerLine_ComesInPiecesThatEndWithACharacter(int pieceLength)
    {
        // Three bytes each, so that the bound falls into a character.
        var text = string.Concat(Enumerable.Repeat("€", CommandStream.LongestLine));

        var lines = Split(InPieces($"first\n{text}\nlast\n", pieceLength));

        Assert.AreEqual("first", lines[0].Text);
        Assert.AreEqual(text, string.Concat(lines[1..^1].Select(static line => line.Text)));
        Assert.IsTrue(lines[1..^1].All(static line => Encoding.UTF8.GetByteCount(line.Text) <= CommandStream.LongestLine));
        CollectionAssert.AreEqual(new[] { true, false, false, false, true, true }, lines.ConvertAll(static line => line.IsComplete));
    }

    [TestMethod]
    public void Take_AnyTextInAnyPieces_GivesTheSameLines()
    {
        var random = new Random(1);
        for (var round = 0; round < 300; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "ab\r\n\n"[random.Next(5)]));
            var expected = text.Split('\n').Select(static line => line.EndsWith('\r') ? line[..^1] : line).ToList();
            var last = text[(text.LastIndexOf('\n') + 1)..];
            expected.RemoveAt(expected.Count - 1);

            var lines = Split(InPieces(text, random.Next(1, 10)));

            CollectionAssert.AreEqual(expected, lines.Where(static line => line.IsComplete).Select(static line => line.Text).ToList());
            Assert.AreEqual(last, string.Concat(lines.Where(static line => !line.IsComplete).Select(static line => line.Text)));
        }
    }

    private static IEnumerable<(OutputStream, byte[])> InPieces(string text, int length)
        => Encoding.UTF8.GetBytes(text).Chunk(length).Select(static piece => (Out, piece));

    private static List<(OutputStream Stream, string Text, bool IsComplete)> Split(IEnumerable<(OutputStream Stream, string Text)> pieces)
        => Split(pieces.Select(static piece => (piece.Stream, Encoding.UTF8.GetBytes(piece.Text))));

    private static List<(OutputStream Stream, string Text, bool IsComplete)> Split(IEnumerable<(OutputStream Stream, byte[] Bytes)> pieces)
    {
        var splitter = new LineSplitter();
        var lines = new List<(OutputStream, string, bool)>();
        foreach (var (stream, bytes) in pieces)
        {
            splitter.Give(new(stream, bytes));
            while (splitter.TryTake(out var line))
            {
                lines.Add((line.Stream, line.Text, line.IsComplete));
            }

            // What was shown is not to be needed again.
            Array.Fill(bytes, (byte)'?');
        }

        while (splitter.TryTakeRest(out var line))
        {
            lines.Add((line.Stream, line.Text, line.IsComplete));
        }

        return lines;
    }
}
