namespace Arrea.Benchmarks.Sections;

/// <summary>A file of lines that are equally long, for a command to read out.</summary>
internal sealed class LineFile : IDisposable
{
    /// <summary>Of one line, its end included.</summary>
    public const int LineLength = 80;

    public LineFile(long lines)
    {
        Lines = lines;
        using var writer = new StreamWriter(Path);
        writer.NewLine = "\n";
        for (var i = 0L; i < lines; i++)
        {
            writer.WriteLine($"{i,LineLength - 1}");
        }
    }

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public long Lines { get; }

    public long Bytes => Lines * LineLength;

    public void Dispose() => File.Delete(Path);
}
