using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Something that the text would do. Immutable.</summary>
/// <param name="Span">Where it is written, in characters of the whole text. What runs inside a literal (<c>sh -c '…'</c>) has the span of that literal.</param>
/// <param name="Context">How it comes to run.</param>
internal abstract record Fact(Range Span, RunContext Context);

/// <summary>A command runs.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Context">How it comes to run.</param>
/// <param name="Command">Its name as it is called, a path perhaps.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Variables">The assignments before it, and those of <c>env</c>.</param>
/// <param name="Input">What its standard input carries.</param>
/// <param name="Directory">Where it runs: a relative path begins with the directory in which the text begins to run.</param>
internal sealed record Invocation(
    Range Span, RunContext Context, Value Command, IReadOnlyList<Value> Arguments, IReadOnlyList<Variable> Variables, Flow Input, Value Directory)
    : Fact(Span, Context)
{
    /// <summary>The last part of its path, <c>rm</c> of <c>/bin/rm</c> and of <c>$X/bin/rm</c>; null when it is not known.</summary>
    public string? Name { get; } = Command switch
    {
        { Exact: { } path } => path[(path.LastIndexOf('/') + 1)..],
        { Pieces: [.., { Kind: PieceKind.Text } last] } when last.Text.Contains('/') => last.Text[(last.Text.LastIndexOf('/') + 1)..],
        _ => null,
    };
}

/// <summary>A variable is set: for one command, or for what follows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Variable(string Name, Value Value);

/// <summary>A variable is set for what follows, or exported.</summary>
internal sealed record VariableSet(Range Span, RunContext Context, Variable Variable, bool IsExported) : Fact(Span, Context);

/// <summary>A redirection opens a file.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Context">How it comes to run.</param>
/// <param name="Operator">As in <see cref="Redirection.Operator"/>.</param>
/// <param name="Path">The file.</param>
/// <param name="Directory">What a relative path is relative to.</param>
/// <param name="Content">What is written into it, as far as known; for a reading redirection <see cref="Flow.Empty"/>.</param>
internal sealed record Redirected(Range Span, RunContext Context, string Operator, Value Path, Value Directory, Flow Content) : Fact(Span, Context);

/// <summary>What would run is not known: <c>$CMD</c>, <c>bash -c "$1"</c>, <c>curl … | sh</c>, <c>eval "$(…)"</c>, <c>sh &lt; file</c>.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Context">How it comes to run.</param>
/// <param name="Kind">What is not known.</param>
/// <param name="Runner">What would run it, such as <c>sh</c> or <c>python3</c>; empty for the name of a command.</param>
/// <param name="Origins">Where it comes from.</param>
/// <param name="Shown">As written.</param>
internal sealed record UnknownProgram(Range Span, RunContext Context, ProgramKind Kind, string Runner, Origins Origins, string Shown) : Fact(Span, Context)
{
    /// <summary>What people call it: as written, or else by what reads it. Never empty.</summary>
    public string Named => Shown.Trim().Length > 0 ? Shown : Runner.Length > 0 ? $"the input of {Runner}" : "a command without a name";
}

/// <summary>What kind of program is not known.</summary>
internal enum ProgramKind
{
    /// <summary>The name of a command.</summary>
    CommandName,

    /// <summary>Shell text, given as an argument.</summary>
    ShellText,

    /// <summary>What a shell or interpreter reads from its standard input.</summary>
    StandardInput,

    /// <summary>A file that this text has downloaded or written, and then runs.</summary>
    File,

    /// <summary>Code of another language, given as an argument.</summary>
    Code,
}

/// <summary>Text that a shell reads from a pipe, and that is known: it has been followed, and is told of beside what it does.</summary>
internal sealed record PipedProgram(Range Span, RunContext Context, string Runner, Origins Origins) : Fact(Span, Context);

/// <summary>An option makes a command run another one: <c>rg --pre</c>, <c>git grep -O</c>, <c>ssh -o ProxyCommand=</c>.</summary>
internal sealed record OptionRuns(Range Span, RunContext Context, string Command, string Option) : Fact(Span, Context);

/// <summary>Something starts copies of itself without end: a fork bomb.</summary>
internal sealed record EndlessCopies(Range Span, RunContext Context) : Fact(Span, Context);

/// <summary>Something that the shell evaluates as arithmetic, or as the name of a variable, holds text that may run commands: <c>printf -v "$x"</c>.</summary>
internal sealed record HiddenEvaluation(Range Span, RunContext Context, string Shown) : Fact(Span, Context);

/// <summary>What a command may do with arguments that look like another command, though nobody has said that it runs them.</summary>
/// <param name="Span">Where the command is written.</param>
/// <param name="Context">How the command comes to run.</param>
/// <param name="Runner">The name of the command.</param>
/// <param name="Facts">What would come of it.</param>
internal sealed record Guess(Range Span, RunContext Context, string Runner, IReadOnlyList<Fact> Facts) : Fact(Span, Context);

/// <summary>How something comes to run.</summary>
[Flags]
internal enum RunContext
{
    /// <summary>Straight from the text.</summary>
    None = 0,

    /// <summary>As another user: behind <c>sudo</c>, <c>doas</c>, <c>su</c>, <c>pkexec</c>, <c>run0</c>.</summary>
    OtherUser = 1,

    /// <summary>On another machine: behind <c>ssh</c>.</summary>
    Remote = 2,

    /// <summary>In a container: behind <c>docker run</c>, <c>kubectl exec</c>.</summary>
    Container = 4,

    /// <summary>Inside a substitution.</summary>
    Substitution = 8,

    /// <summary>In the background.</summary>
    Background = 16,

    /// <summary>Because an option says so.</summary>
    ByOption = 32,

    /// <summary>In a function that the text itself never calls.</summary>
    Uncalled = 64,

    /// <summary>Later, when a trap, a schedule or another program comes to it.</summary>
    Later = 128,

    /// <summary>As part of the code of another language.</summary>
    Code = 256,
}
