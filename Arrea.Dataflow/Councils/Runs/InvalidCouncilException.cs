using Arrea.Dataflow.Councils.Definition;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>A council is not valid, so no run of it was started: nothing is registered, told or asked.</summary>
public sealed class InvalidCouncilException : ArgumentException
{
    /// <summary>Makes the exception.</summary>
    public InvalidCouncilException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public InvalidCouncilException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public InvalidCouncilException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal InvalidCouncilException(string council, IReadOnlyList<CouncilProblem> problems)
        : base($"The council '{council}' is not valid:\n{string.Join('\n', problems)}") => Problems = problems;

    /// <summary>All that is wrong with it.</summary>
    public IReadOnlyList<CouncilProblem> Problems { get; } = [];
}
