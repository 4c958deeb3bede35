namespace Arrea.Cli.Platform;

/// <summary>A terminal, as far as lines are drawn on it.</summary>
internal interface ITerminal
{
    /// <summary>Columns; 0 when unknown.</summary>
    int Columns { get; }

    /// <summary>Lines; 0 when unknown.</summary>
    int Rows { get; }

    /// <summary>Writes text.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    void Write(string text);
}
