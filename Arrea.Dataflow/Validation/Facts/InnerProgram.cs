using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Something that a command runs in its turn: what follows <c>sudo</c>, the text of <c>sh -c</c>, the code of <c>python -c</c>.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Adds">What is to be added to the context of the command.</param>
internal abstract record InnerProgram(Range Span, RunContext Adds);

/// <summary>A command and its arguments. Functions of the shell are passed over: <c>command rm</c>, and everything that a program, not the shell, starts.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Adds">What is to be added to the context.</param>
/// <param name="Words">The name and the arguments, at least one.</param>
/// <param name="Variables">Variables set for it, beside those of the command around it.</param>
internal sealed record InnerCommand(Range Span, RunContext Adds, IReadOnlyList<Value> Words, IReadOnlyList<Variable> Variables)
    : InnerProgram(Span, Adds)
{
    /// <summary>Its standard input, where that is not the one of the command around it.</summary>
    public Flow? Input { get; init; }

    /// <summary>The directory where it runs (<c>env -C</c>, <c>find -execdir</c>), where that is not the one of the command around it.</summary>
    public Value? Directory { get; init; }
}

/// <summary>Text that a shell runs.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Adds">What is to be added to the context.</param>
/// <param name="Runner">What runs it: <c>sh</c>, <c>bash</c>, <c>eval</c>, <c>ssh</c> …</param>
/// <param name="Dialect">The grammar.</param>
/// <param name="Text">The text; what is unknown in it makes it an unknown program only where it does not land as a plain argument.</param>
/// <param name="Parameters">The positional parameters, <c>$0</c> first.</param>
/// <param name="InThisShell">Whether it runs in the shell itself, whose variables and functions it shares: <c>eval</c>, <c>trap</c>, <c>source</c>.</param>
internal sealed record InnerText(Range Span, RunContext Adds, string Runner, ShellDialect Dialect, Value Text, IReadOnlyList<Value> Parameters, bool InThisShell)
    : InnerProgram(Span, Adds)
{
    /// <summary>Its standard input, where that is not the one of the command around it.</summary>
    public Flow? Input { get; init; }
}

/// <summary>The command reads its program from its standard input: <c>sh</c>, <c>python3 -</c>, <c>crontab -</c>, <c>at</c>.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Adds">What is to be added to the context.</param>
/// <param name="Runner">What runs it.</param>
/// <param name="IsShell">Whether it is shell text; else code of another language.</param>
/// <param name="Parameters">The positional parameters, <c>$0</c> first.</param>
internal sealed record InnerInput(Range Span, RunContext Adds, string Runner, bool IsShell, IReadOnlyList<Value> Parameters) : InnerProgram(Span, Adds);

/// <summary>A file is run as a program: <c>sh x.sh</c>, <c>. ./x.sh</c>, <c>python3 x.py</c>. Matters when the text itself has made that file.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Adds">What is to be added to the context.</param>
/// <param name="Runner">What runs it.</param>
/// <param name="IsShell">Whether it is shell text.</param>
/// <param name="Path">The file.</param>
/// <param name="Parameters">The positional parameters, <c>$0</c> first.</param>
/// <param name="InThisShell">As in <see cref="InnerText"/>.</param>
internal sealed record InnerFile(Range Span, RunContext Adds, string Runner, bool IsShell, Value Path, IReadOnlyList<Value> Parameters, bool InThisShell)
    : InnerProgram(Span, Adds);

/// <summary>Code of another language, given as an argument: <c>python3 -c</c>, <c>awk</c>, <c>sed</c>.</summary>
/// <param name="Span">Where it is written.</param>
/// <param name="Adds">What is to be added to the context.</param>
/// <param name="Runner">What runs it.</param>
/// <param name="Code">The code.</param>
/// <param name="IsUnderstood">Whether the code has been read to its end and does nothing but what the other programs of the same command tell: <c>awk '{print $1}'</c>.</param>
internal sealed record InnerCode(Range Span, RunContext Adds, string Runner, Value Code, bool IsUnderstood) : InnerProgram(Span, Adds);

/// <summary>An option of the command runs something, whatever it is; where its text is known, that is told as a program of its own.</summary>
internal sealed record InnerByOption(Range Span, RunContext Adds, string Option) : InnerProgram(Span, Adds);
