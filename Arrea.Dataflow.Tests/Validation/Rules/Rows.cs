using System.Globalization;
using System.Text;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Validation.Rules;

/// <summary>A row of the corpus.</summary>
/// <param name="Command">The command.</param>
/// <param name="Expected"><c>ok</c>, <c>dangerous</c> or <c>injection</c>.</param>
/// <param name="Rule">The family and, behind a dot, the kind.</param>
/// <param name="Why">A few words.</param>
internal sealed record Row(string Command, string Expected, string Rule, string Why)
{
    public string Family => Rule.Split('.')[0];

    public bool IsTemplate => Why.StartsWith("[template", StringComparison.Ordinal) || Family == "tmpl";

    public bool IsWindows => Family == "win";
}

/// <summary>Reads the corpus.</summary>
internal static class Rows
{
    /// <summary>The rows of all files in a folder of the corpus, without those of its inner folders.</summary>
    public static IReadOnlyList<Row> Of(string folder)
        => [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.tsv").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(static line => line.Length > 0 && !line.StartsWith("command\t", StringComparison.Ordinal)).Select(Parse)];

    private static Row Parse(string line)
    {
        var fields = line.Split('\t');
        return new(Unescape(fields[0]), fields[1], fields[2], fields.Length > 3 ? fields[3] : "");
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }

            switch (text[++at])
            {
                case 'n':
                    result.Append('\n');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 'u':
                    result.Append((char)int.Parse(text.AsSpan(at + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    at += 4;
                    break;
                default:
                    result.Append(text[at]);
                    break;
            }
        }

        return result.ToString();
    }

    private static string Root { get; } = Repository.PathOf("Arrea.Dataflow.Tests", "Validation", "Corpus");
}
