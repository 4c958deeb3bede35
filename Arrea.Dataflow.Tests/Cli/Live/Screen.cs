using System.Globalization;
using System.Text;
using Arrea.Cli.Platform;

namespace Arrea.Dataflow.Tests.Cli.Live;

/// <summary>A terminal that understands what arrea writes, and shows it as text. Anything else fails the test.</summary>
internal sealed class Screen(int columns, int rows) : ITerminal
{
    private readonly List<string?[]> _lines = [new string?[columns]];
    private int _top;
    private int _row;
    private int _column;

    public int Columns => columns;

    public int Rows => rows;

    /// <summary>How often something was written.</summary>
    public int Writes { get; private set; }

    /// <summary>Everything that can be seen, also by scrolling back; without blanks at the ends of lines, and without empty lines at the end.</summary>
    public string Text => string.Join('\n', _lines.Select(static line => string.Concat(line.Select(static cell => cell ?? " ")).TrimEnd())).TrimEnd('\n');

    public void Write(string text)
    {
        Writes++;
        for (var i = 0; i < text.Length;)
        {
            i += text[i] switch
            {
                '\r' => Return(),
                '\n' => Feed(),
                '\t' => Tab(),
                '\e' => Control(text, i),
                _ => Put(text, i),
            };
        }
    }

    private int Return()
    {
        _column = 0;
        return 1;
    }

    // As a terminal does with what a program writes: the next line, from its beginning.
    private int Feed()
    {
        _column = 0;
        if (++_row == _lines.Count)
        {
            _lines.Add(new string?[columns]);
            _top = Math.Max(_top, _lines.Count - rows);
        }

        return 1;
    }

    private int Tab()
    {
        const int stop = 8;
        _column = Math.Min(columns - 1, ((_column / stop) + 1) * stop);
        return 1;
    }

    private int Control(string text, int at)
    {
        var end = at + 2;
        while (text[end] is (>= '0' and <= '9') or ';')
        {
            end++;
        }

        Assert.AreEqual('[', text[at + 1]);
        var number = text[(at + 2)..end];
        switch (text[end])
        {
            case 'A':
                _row = Math.Max(_top, _row - int.Parse(number, CultureInfo.InvariantCulture));
                break;
            case 'J' when number.Length == 0:
                Array.Clear(_lines[_row], _column, columns - _column);
                _lines.RemoveRange(_row + 1, _lines.Count - _row - 1);
                break;
            case 'm':
                break;
            default:
                Assert.Fail($"The terminal does not know \\e{text[(at + 1)..(end + 1)]}.");
                break;
        }

        return end + 1 - at;
    }

    private int Put(string text, int at)
    {
        Assert.IsFalse(char.IsControl(text[at]), $"U+{(int)text[at]:X4} is no character.");
        var rune = Rune.GetRuneAt(text, at);
        var width = rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) ? 2
            : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0
            : 1;
        if (width == 0)
        {
            return rune.Utf16SequenceLength;
        }

        if (_column + width > columns)
        {
            Feed();
        }

        _lines[_row][_column] = rune.ToString();
        for (var i = 1; i < width; i++)
        {
            _lines[_row][_column + i] = "";
        }

        _column += width;
        return rune.Utf16SequenceLength;
    }
}
