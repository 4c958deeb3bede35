using System.Text;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Printing;

/// <summary>A table of text: columns side by side, the last one as wide as there is room.</summary>
/// <param name="columns">The headings; one that begins with '>' is aligned to the right.</param>
internal sealed class TextTable(params string[] columns)
{
    private const string Gap = "  ";

    private readonly List<string[]> _rows = [[.. columns.Select(static column => column.TrimStart('>'))]];

    /// <summary>Adds a row. Control codes in it are made visible.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(static cell => Shown.Text(cell))]);

    /// <summary>The table, as lines.</summary>
    /// <param name="width">The columns of the terminal; null for no limit.</param>
    public string Render(int? width)
    {
        var widths = Enumerable.Range(0, columns.Length).Select(column => _rows.Max(row => TextWidth.Of(row[column]))).ToArray();
        var text = new StringBuilder();
        var line = new StringBuilder();
        foreach (var row in _rows)
        {
            line.Clear();
            for (var column = 0; column < columns.Length; column++)
            {
                line.Append(column > 0 ? Gap : "");

                // The last one may be very long in one row, which is nothing to the others.
                var room = widths[column] - TextWidth.Of(row[column]);
                var isRight = columns[column].StartsWith('>');
                line.Append(' ', isRight ? room : 0).Append(row[column]).Append(' ', isRight || column == columns.Length - 1 ? 0 : room);
            }

            var whole = line.ToString().TrimEnd();
            text.Append(width is >= 2 and var most ? TextWidth.Cut(whole, most) : whole).Append('\n');
        }

        return text.ToString();
    }
}
