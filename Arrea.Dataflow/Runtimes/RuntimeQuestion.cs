using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Runtimes;

/// <summary>Which versions of a tool does a manager have? Equal questions have the same answer.</summary>
/// <param name="Manager">Who is asked.</param>
/// <param name="Program">The manager's program, as an absolute path.</param>
/// <param name="Tool">What the manager calls the language.</param>
/// <param name="Folder">Where it is asked; null for the working directory of this process.</param>
/// <param name="Variables">The variables that the answer may depend on, in one text.</param>
internal sealed record RuntimeQuestion(RuntimeManager Manager, string Program, string Tool, string? Folder, string Variables)
{
    // The versions that asdf has are the same in every folder, so that jobs of many folders share one question.
    private const string AnyFolder = "/";

    public static RuntimeQuestion About(RuntimeVersion version, string program, CommandRequest request, CommandVariables variables)
        => new(version.Manager, program, version.Tool, version.Manager == RuntimeManager.Asdf ? AnyFolder : request.WorkingDirectory, variables.Decisive);

    /// <summary>How the manager is asked.</summary>
    /// <param name="request">The command that is to run: its environment holds for the question too.</param>
    public CommandRequest ToRequest(CommandRequest request) => new()
    {
        Arguments = Manager == RuntimeManager.Asdf ? [Program, "list", Tool] : [Program, "ls", "--json", Tool],
        WorkingDirectory = Folder,
        Environment = request.Environment,
        InheritedVariables = request.InheritedVariables,

        // It has nothing to put in order when it is not to answer any more.
        KillGrace = TimeSpan.Zero,
    };

    /// <summary>Makes sense of the answer.</summary>
    public InstalledVersions Read(CommandResult result) => Manager == RuntimeManager.Asdf ? AsdfList.Read(result) : MiseList.Read(result, Tool);

    /// <summary>The manager and the tool. Never the variables, which may hold secrets.</summary>
    public override string ToString() => $"{Tool} of {Program}";
}
