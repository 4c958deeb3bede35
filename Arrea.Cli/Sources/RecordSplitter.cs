namespace Arrea.Cli.Sources;

/// <summary>Makes pieces of text of bytes that come a few at a time.</summary>
internal abstract class RecordSplitter
{
    private protected RecordSplitter()
    {
    }

    /// <summary>A splitter for lines, or for what a delimiter ends.</summary>
    public static RecordSplitter For(byte[]? delimiter) => delimiter is null ? new LineSplitter() : new DelimitedSplitter(delimiter);

    /// <summary>The pieces that end in these bytes.</summary>
    public abstract IEnumerable<string> Add(ReadOnlyMemory<byte> bytes);

    /// <summary>The piece that the end of the input ends; null when there is none.</summary>
    public abstract string? End();
}
