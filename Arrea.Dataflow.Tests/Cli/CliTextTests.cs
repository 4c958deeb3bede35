using System.Text;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliTextTests
{
    [TestMethod]
    [DataRow("0", 0)]
    [DataRow("1500", 1500)]
    [DataRow("500ms", 500)]
    [DataRow("2s", 2000)]
    [DataRow("1.5s", 1500)]
    [DataRow("5m", 300_000)]
    [DataRow("1h", 3_600_000)]
    [DataRow("720h", 2_592_000_000)]
    public void Duration_WellFormed_IsRead(string text, double milliseconds)
    {
        Assert.IsTrue(Duration.TryParse(text, out var duration));
        Assert.AreEqual(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("s")]
    [DataRow(".5s")]
    [DataRow("5x")]
    [DataRow("10abc")]
    [DataRow("1.5")]
    [DataRow("-1")]
    [DataRow("+1s")]
    [DataRow(" 1s")]
    [DataRow("1 s")]
    [DataRow("1e3")]
    [DataRow("1,5s")]
    [DataRow("721h")]
    [DataRow("NaNs")]
    [DataRow("99999999999999999999999h")]
    public void Duration_Malformed_IsRefused(string text) => Assert.IsFalse(Duration.TryParse(text, out _));

    [TestMethod]
    [DataRow(0, "0 ms")]
    [DataRow(250, "250 ms")]
    [DataRow(30_000, "30 s")]
    [DataRow(1_500, "1.5 s")]
    [DataRow(125_000, "2 min 5 s")]
    [DataRow(120_000, "2 min")]
    [DataRow(3_780_000, "1 h 3 min")]
    public void Duration_Shown_IsForPeople(double milliseconds, string expected)
        => Assert.AreEqual(expected, Duration.Show(TimeSpan.FromMilliseconds(milliseconds)));

    [TestMethod]
    public void Table_WideCharacters_AlignsByColumns()
    {
        var table = new TextTable("NAME", ">N", "TEXT");
        table.Add("漢字", "1", "a");
        table.Add("e\u0301te", "22", "b");
        table.Add("plain", "3", "漢字漢字");

        Assert.AreEqual("NAME    N  TEXT\n漢字    1  a\ne\u0301te    22  b\nplain   3  漢字漢字\n", table.Render(null));
        Assert.AreEqual("NAME    N  TEXT\n漢字    1  a\ne\u0301te    22  b\nplain   3  漢…\n", table.Render(15));
    }

    [TestMethod]
    [DataRow("--comand", " Did you mean '--command'?")]
    [DataRow("--ocmmand", " Did you mean '--command'?")]
    [DataRow("--retrys", " Did you mean '--retries'?")]
    [DataRow("--nothing-like-it", "")]
    public void Suggestion_Nearest_IsNamedWhenItIsNear(string typed, string expected)
        => Assert.AreEqual(expected, Suggestion.For(typed, ["--retries", "--command", "--cwd"]));

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(1000)]
    public void Lines_HoweverTheyArrive_AreTheSame(int pieceLength)
    {
        byte[] bytes = [.. "one\r\n\n \t\ntwo é\n"u8, 0xFF, .. "\nlast"u8];
        var splitter = new LineSplitter();

        List<string> lines = [.. bytes.Chunk(pieceLength).SelectMany(piece => splitter.Add(piece).ToArray())];
        lines.Add(splitter.End()!);

        CollectionAssert.AreEqual(new[] { "one", "two é", "\uDCFF", "last" }, lines);
        Assert.IsNull(splitter.End());
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(1_000_000)]
    public void Lines_TooLong_AreCutToWhatIsRefusedAndTheNextIsWhole(int pieceLength)
    {
        var splitter = new LineSplitter();
        var bytes = Encoding.UTF8.GetBytes(new string('x', 100_000) + "\nnext\n");

        List<string> lines = [.. bytes.Chunk(pieceLength).SelectMany(piece => splitter.Add(piece).ToArray())];

        Assert.HasCount(2, lines);
        Assert.IsFalse(CommandValidator.Validate(lines[0]).IsAccepted);
        Assert.AreEqual("next", lines[1]);
    }

    [TestMethod]
    [DataRow("plain é 😀", "plain é 😀")]
    [DataRow("a\nb\tc\rd", "a\\nb\\tc\\rd")]
    [DataRow("\u001B[31m\u0000\u009B", "\\x1B[31m\\x00\\x9B")]
    [DataRow("\u202Eabc", "\\u202Eabc")]
    public void Shown_Text_HasNoControlCodes(string text, string expected) => Assert.AreEqual(expected, Shown.Text(text));

    // No attribute can carry these: it is stored as UTF-8.
    [TestMethod]
    public void Shown_BytesThatAreNoText_AreShownAsBytes() => Assert.AreEqual("\\xFF\\x80\\uD800", Shown.Text("\uDCFF\uDC80\uD800"));

    [TestMethod]
    public void Shown_LongText_IsCutBetweenCharacters()
    {
        Assert.AreEqual("abcd…", Shown.Text("abcdefgh", 5));
        Assert.AreEqual("abc…", Shown.Text("abc😀efgh", 5));
        Assert.AreEqual("abcde", Shown.Text("abcde", 5));
    }

    [TestMethod]
    [DataRow("Auto", true, "TERM=xterm", true)]
    [DataRow("Auto", true, "", false)]
    [DataRow("Auto", true, "TERM=dumb", false)]
    [DataRow("Auto", true, "TERM=xterm NO_COLOR=1", false)]
    [DataRow("Auto", true, "TERM=xterm CLICOLOR=0", false)]
    [DataRow("Auto", true, "TERM=dumb FORCE_COLOR=1", true)]
    [DataRow("Auto", true, "TERM=xterm FORCE_COLOR=0", false)]
    [DataRow("Auto", true, "FORCE_COLOR=1 NO_COLOR=1", false)]
    [DataRow("Auto", false, "TERM=xterm FORCE_COLOR=1", false)]
    [DataRow("Always", false, "TERM=xterm", false)]
    [DataRow("Always", true, "TERM=dumb NO_COLOR=1", true)]
    [DataRow("Never", true, "TERM=xterm FORCE_COLOR=1", false)]
    public void Color_OnlyOnATerminal_AsAskedFor(string mode, bool terminal, string environment, bool expected)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToDictionary(static pair => pair.Split('=')[0], static pair => pair.Split('=')[1], StringComparer.Ordinal);

        Assert.AreEqual(expected, Appearance.HasColor(Enum.Parse<ColorMode>(mode), terminal, variables.GetValueOrDefault));
    }

    [TestMethod]
    [DataRow(100)]
    [DataRow(5_000_000)]
    public void Spool_WhateverFitsInMemory_GivesBackEveryByte(int length)
    {
        using var spool = new Spool(memory: 100_000);
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        var buffers = Enumerable.Range(0, 3).Select(_ => new SpoolBuffer(spool)).ToArray();

        for (var round = 0; round < 3; round++)
        {
            foreach (var part in bytes.Chunk(10_007))
            {
                Array.ForEach(buffers, buffer => buffer.Append(part));
            }

            foreach (var buffer in buffers)
            {
                using var drained = new MemoryStream();
                buffer.Drain(part => drained.Write(part));
                Assert.IsTrue(bytes.AsSpan().SequenceEqual(drained.ToArray()));
                Assert.IsTrue(buffer.IsEmpty);
            }
        }

        // Blocks are used again: the file is no larger than what was kept at one time.
        Assert.IsLessThanOrEqualTo(3L * (length + Spool.BlockSize), spool.FileLength);
    }
}
