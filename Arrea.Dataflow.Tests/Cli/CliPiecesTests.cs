using System.Text;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Cli;

/// <summary>Input is cut, combined and measured as it should be.</summary>
[TestClass]
public sealed class CliPiecesTests
{
    [TestMethod]
    [DataRow(",")]
    [DataRow("AB")]
    [DataRow("AAB")]
    public void Pieces_HoweverTheyArrive_AreTheSame(string delimiter)
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => "AB,x"[random.Next(4)]));
            var splitter = new DelimitedSplitter(Encoding.UTF8.GetBytes(delimiter));
            var expected = text.Split(delimiter);

            List<string> pieces = [.. Encoding.UTF8.GetBytes(text).Chunk(random.Next(1, 7)).SelectMany(piece => splitter.Add(piece).ToArray())];
            if (splitter.End() is { } last)
            {
                pieces.Add(last);
            }

            CollectionAssert.AreEqual(expected[^1].Length == 0 ? expected[..^1] : expected, pieces, text);
            Assert.IsNull(splitter.End());
        }
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(1_000_000)]
    public void Pieces_TooLong_AreCutToWhatIsRefusedAndTheNextIsWhole(int pieceLength)
    {
        var splitter = new DelimitedSplitter("AB"u8.ToArray());
        var bytes = Encoding.UTF8.GetBytes(new string('A', 300_000) + "Bnext");

        List<string> pieces = [.. bytes.Chunk(pieceLength).SelectMany(piece => splitter.Add(piece).ToArray()), splitter.End()!];

        Assert.HasCount(2, pieces);
        Assert.AreEqual(CommandValidator.MaxBytes + 1, pieces[0].Length);
        Assert.AreEqual("next", pieces[1]);
    }

    [TestMethod]
    [DataRow("ab", "6162")]
    [DataRow(@"\n\t\r\0\\\a\b\f\v", "0A090D005C07080C0B")]
    [DataRow(@"\x1fz\x9", "1F7A09")]
    [DataRow(@"\0371\12", "1F310A")]
    [DataRow("é", "C3A9")]
    [DataRow("", null)]
    [DataRow(@"\", null)]
    [DataRow(@"\x", null)]
    [DataRow(@"\9", null)]
    [DataRow(@"\400", null)]
    public void Escapes_Text_IsTheseBytes(string text, string? bytes)
        => Assert.AreEqual(bytes, EscapedBytes.Parse(text) is { } parsed ? Convert.ToHexString(parsed) : null);

    [TestMethod]
    [DataRow("1", 1)]
    [DataRow("10k", 10_000)]
    [DataRow("10K", 10_240)]
    [DataRow("1M", 1_048_576)]
    [DataRow("1m", 1_000_000)]
    [DataRow("1G", 1_073_741_824)]
    [DataRow("0", null)]
    [DataRow("1025M", null)]
    [DataRow("99999999999G", null)]
    [DataRow("1.5M", null)]
    [DataRow("M", null)]
    [DataRow("", null)]
    public void Size_Text_IsSoManyBytes(string text, int? bytes) => Assert.AreEqual(bytes, BlockSize.Parse(text));

    [TestMethod]
    public void Combinations_NoSource_IsOneOfNothing() => Assert.HasCount(1, Combinations.Of([]).ToArray());
}
