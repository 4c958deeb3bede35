namespace Arrea.Dataflow.Councils.Definition;

/// <summary>A text is no council in JSON, or a council cannot be written as JSON.</summary>
public sealed class CouncilFormatException : FormatException
{
    /// <summary>Makes an error without a place.</summary>
    public CouncilFormatException()
        : this("The text is no council.")
    {
    }

    /// <summary>Makes an error without a place.</summary>
    /// <param name="message">What is wrong.</param>
    public CouncilFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error without a place.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What it comes from.</param>
    public CouncilFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal CouncilFormatException(string path, long line, string problem, Exception? innerException = null)
        : base($"{path} (line {line}): {problem}", innerException)
    {
        Path = path;
        Line = line;
    }

    internal CouncilFormatException(IReadOnlyList<CouncilProblem> problems, Exception? innerException = null)
        : base(string.Join('\n', problems), innerException)
    {
        Path = problems[0].Path;
        Problems = problems;
    }

    /// <summary>Where in the JSON: <c>members[1].temperature</c>; <c>$</c> for the whole text.</summary>
    public string Path { get; } = "$";

    /// <summary>The line of the text, from 1; null where there is no text yet.</summary>
    public long? Line { get; }

    /// <summary>Why a council cannot be written. Empty where one could not be read.</summary>
    public IReadOnlyList<CouncilProblem> Problems { get; } = [];
}
