using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Runtimes;

/// <summary>Makes a command run with the versions that its job asks for.</summary>
/// <param name="runner">Runs the managers.</param>
/// <param name="time">The clock of the engine.</param>
internal sealed class RuntimeSetup(ICommandRunner runner, TimeProvider time)
{
    private readonly RuntimeQuestions _questions = new(runner, time);

    /// <summary>Makes sure that every version is there, and changes the command so that it runs with them.</summary>
    /// <param name="request">The command.</param>
    /// <param name="versions">The versions, at least one.</param>
    /// <param name="cancellationToken">Ends the wait for managers.</param>
    /// <returns>The command to run instead, or why it cannot run.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<(CommandRequest? Request, StartError? Error)> PrepareAsync(
        CommandRequest request, IReadOnlyList<RuntimeVersion> versions, CancellationToken cancellationToken)
    {
        var variables = new CommandVariables(request);
        if (variables.Refusal() is { } refusal)
        {
            return (null, refusal);
        }

        // All at once: a manager that takes its time does so once.
        var problems = await Task.WhenAll(versions.Select(version => ProblemAsync(version, request, variables, cancellationToken))).ConfigureAwait(false);
        if (Array.FindAll(problems, static problem => problem is not null) is [{ } first, ..] found)
        {
            return (null, found.Length == 1 ? first : new(string.Join(' ', found.Select(static problem => problem!.Message)), first.ExitCode));
        }

        ILookup<RuntimeManager, RuntimeVersion> of = versions.ToLookup(static version => version.Manager);
        if (of[RuntimeManager.Asdf].Any())
        {
            if (variables.Shims() is not { } shims || !Path.IsPathRooted(shims))
            {
                return (null, new("the folder of asdf's shims is not known: ASDF_DATA_DIR or HOME must name a folder by its whole path"));
            }

            request = request with { Environment = variables.With(of[RuntimeManager.Asdf], shims) };
        }

        return of[RuntimeManager.Mise].Any() ? InsideMise(request, of[RuntimeManager.Mise], variables) : (request, null);
    }

    /// <summary>Gives the command to mise, as arguments: the shell and the text, or the program.</summary>
    private static (CommandRequest? Request, StartError? Error) InsideMise(CommandRequest request, IEnumerable<RuntimeVersion> versions, CommandVariables variables)
    {
        if (Find(RuntimeManager.Mise, variables) is not { } mise)
        {
            return (null, new("mise has gone from the search path", StartError.NotFound));
        }

        if (request.Arguments is { } program)
        {
            return (Inside(program), null);
        }

        var (preferred, searchPath) = (Environment.GetEnvironmentVariable("SHELL"), Environment.GetEnvironmentVariable("PATH"));
        if (ShellChoice.Of(request, preferred, searchPath, out var unusable) is not { } shell)
        {
            return (null, new(unusable!, StartError.NotFound));
        }

        return (Inside([shell.Path, "-c", request.Text!]), null);

        CommandRequest Inside(IReadOnlyList<string> words)
            => request with { Text = null, Arguments = [mise, "exec", .. versions.Select(static version => version.Argument), "--", .. words] };
    }

    /// <summary>Why a version cannot be had; null when it can.</summary>
    private async Task<StartError?> ProblemAsync(RuntimeVersion version, CommandRequest request, CommandVariables variables, CancellationToken cancellationToken)
    {
        var manager = NameOf(version.Manager);
        if (Find(version.Manager, variables) is not { } program)
        {
            var guide = version.Manager == RuntimeManager.Asdf ? "https://asdf-vm.com/guide/getting-started.html" : "https://mise.jdx.dev/getting-started.html";
            return new($"{manager} was not found on the search path, and {version.Tool} {version.Version} is wanted of it. How to install {manager}: {guide}", StartError.NotFound);
        }

        var installed = await _questions.AskAsync(RuntimeQuestion.About(version, program, request, variables), version, request, cancellationToken).ConfigureAwait(false);
        return installed switch
        {
            { Failure: { } why } => new(
                $"{manager} could not be asked for {version.Tool} {version.Version}: {why}{(installed.MayLackTool ? $". If that is what is missing: {version.InstallCommand}" : "")}"),
            { HasPlugin: false } => new($"{manager} has no plugin {version.Tool}. To install it: {version.AddPluginCommand}", StartError.NotFound),
            _ when version.IsAmong(installed.Versions) => null,
            _ when !version.HasNumber => new($"{manager} lists no {version.Tool} {version.Version}. Name a version by its number", StartError.NotFound),
            _ => new($"{manager} has no {version.Tool} {version.Version}. To install it: {version.InstallCommand}", StartError.NotFound),
        };
    }

    private static string? Find(RuntimeManager manager, CommandVariables variables) => SearchPath.Find(NameOf(manager), variables["PATH"]);

    private static string NameOf(RuntimeManager manager) => manager == RuntimeManager.Asdf ? "asdf" : "mise";
}
