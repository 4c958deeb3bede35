namespace Arrea.Dataflow.Councils.Definition;

/// <summary>Something that is wrong with a council.</summary>
/// <param name="Path">Where, in terms of its JSON: <c>members[1].profile</c>.</param>
/// <param name="Code">What, for programs: one of <see cref="CouncilProblemCodes"/>.</param>
/// <param name="Message">What and what to do about it, for people. Holds names, and never the text of a prompt.</param>
public sealed record CouncilProblem(string Path, string Code, string Message)
{
    /// <summary>All of it, on one line.</summary>
    public override string ToString() => $"{Path}: {Code}: {Message}";
}
