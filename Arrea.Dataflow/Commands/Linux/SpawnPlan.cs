using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>All that the start of a command needs, in native form. Made while the caller waits: what the caller changes later does not reach the command.</summary>
internal sealed unsafe class SpawnPlan : IDisposable
{
    private readonly InheritedEnvironment _inherited;
    private NativeText? _native;

    private SpawnPlan(CommandRequest request, in Launch launch, InheritedEnvironment inherited, NativeText native)
    {
        (Request, Launch, _inherited, _native) = (request, launch, inherited, native);
    }

    public CommandRequest Request { get; }

    public Launch Launch { get; }

    /// <summary>The program, its arguments, and a null.</summary>
    public byte** Arguments { get; private set; }

    /// <summary>The variables, and a null.</summary>
    public byte** Environment { get; private set; }

    /// <summary>The working directory; null for that of this process.</summary>
    public byte* Directory { get; private set; }

    /// <summary>Makes the plan of a command.</summary>
    /// <param name="request">The command.</param>
    /// <param name="mark">What its processes are known by; null for a helper of our own.</param>
    /// <param name="error">Why there is none.</param>
    public static SpawnPlan? Make(CommandRequest request, ProcessMark? mark, out StartError? error)
    {
        var variables = CopyOf(request.Environment);
        error = RefusalOf(variables);
        if (error is not null)
        {
            return null;
        }

        var inherited = InheritedEnvironment.Current();
        if (Launch.Find(request, PathOf(variables) ?? inherited["PATH"], inherited["SHELL"], out error) is not { } launch)
        {
            return null;
        }

        var native = new NativeText(
            pointers: launch.Arguments.Count + 2 + inherited.Count + variables.Length + 2,
            strings: launch.Arguments.Count + 2 + (2 * variables.Length) + NativeText.MarkSize,
            CharactersOf(request, launch, variables) + ProcessMark.Variable.Length + (mark?.Runner.Length ?? 0));
        var plan = new SpawnPlan(request, launch, inherited, native);
        error = plan.Fill(variables, mark);
        if (error is null)
        {
            return plan;
        }

        plan.Dispose();
        return null;
    }

    /// <summary>Gives the memory back. Nothing may be started by it any more.</summary>
    public void Dispose()
    {
        _native?.Dispose();
        _native = null;
        GC.KeepAlive(_inherited);
    }

    /// <summary>Others may go on changing theirs. Entry by entry: that is what a dictionary for many threads allows at any time.</summary>
    private static KeyValuePair<string, string?>[] CopyOf(IReadOnlyDictionary<string, string?>? variables)
    {
        if (variables is null || variables.Count == 0)
        {
            return [];
        }

        var copy = new List<KeyValuePair<string, string?>>();
        foreach (var variable in variables)
        {
            copy.Add(variable);
        }

        return [.. copy];
    }

    private static StartError? RefusalOf(KeyValuePair<string, string?>[] variables)
    {
        foreach (var (name, value) in variables)
        {
            if (StartFailure.OfVariable(name, value) is { } refused)
            {
                return refused;
            }
        }

        return null;
    }

    private static string? PathOf(KeyValuePair<string, string?>[] variables)
        => Array.Find(variables, static variable => variable.Key == "PATH").Value;

    private static long CharactersOf(CommandRequest request, in Launch launch, KeyValuePair<string, string?>[] variables)
    {
        long characters = launch.Path.Length + (request.WorkingDirectory?.Length ?? 0);
        foreach (var argument in launch.Arguments)
        {
            characters += argument.Length;
        }

        foreach (var (name, value) in variables)
        {
            characters += name.Length + (value?.Length ?? 0);
        }

        return characters;
    }

    private static bool IsAmong(KeyValuePair<string, string?>[] variables, string name)
    {
        foreach (var variable in variables)
        {
            if (variable.Key == name)
            {
                return true;
            }
        }

        return false;
    }

    private StartError? Fill(KeyValuePair<string, string?>[] variables, ProcessMark? mark)
    {
        Arguments = _native!.Table(Launch.Arguments.Count + 2);
        Environment = _native.Table(_inherited.Count + variables.Length + 2);
        if (Request.WorkingDirectory is { } directory)
        {
            Directory = _native.Add(directory);
            if (Directory is null || *Directory == 0)
            {
                return new($"working directory '{directory}' is no possible name of a directory");
            }
        }

        Arguments[0] = _native.Add(Launch.Path);
        if (Arguments[0] is null)
        {
            return new($"{Launch.Name} is no possible name of a program");
        }

        var count = 1;
        foreach (var argument in Launch.Arguments)
        {
            Arguments[count] = _native.Add(argument);
            if (Arguments[count++] is null)
            {
                return new("the command holds a NUL character or half a surrogate pair, which no program can be given");
            }
        }

        Arguments[count] = null;
        FillEnvironment(variables, mark);
        return null;
    }

    private void FillEnvironment(KeyValuePair<string, string?>[] variables, ProcessMark? mark)
    {
        var only = Request.InheritedVariables;
        var count = 0;
        if (mark is { } ours)
        {
            Environment[count++] = _native!.AddMark(ours);
        }

        for (var i = 0; i < _inherited.Count; i++)
        {
            var name = _inherited.Name(i);
            if (_inherited.IsHandedOn(i)
                && name != ProcessMark.Variable
                && (only is null || only.Contains(name))
                && !IsAmong(variables, name))
            {
                Environment[count++] = _inherited.Entry(i);
            }
        }

        foreach (var (name, value) in variables)
        {
            if (value is not null && name != ProcessMark.Variable)
            {
                Environment[count++] = _native!.AddVariable(name, value);
            }
        }

        Environment[count] = null;
    }
}
