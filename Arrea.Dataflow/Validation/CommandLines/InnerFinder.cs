using System.Buffers;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Collects what one command runs.</summary>
internal sealed class InnerFinder(string name, Invocation invocation)
{
    private static readonly SearchValues<char> Special = SearchValues.Create("/$`;&|<>()\\\"'\n");

    // Programs whose use for a pager, a transport or a compressor says nothing.
    private static readonly HashSet<string> Ordinary = new(StringComparer.Ordinal)
    {
        "ssh", "rsh", "cat", "less", "more", "most", "bat", "delta", "head", "col", "gzip", "pigz", "bzip2", "pbzip2", "lbzip2", "xz", "pxz", "zstd", "zstdmt",
        "lz4", "lzip", "plzip", "lzma", "lzop", "brotli", "pdflatex", "xelatex", "lualatex", "tectonic", "rsync", "git-upload-pack", "vim", "nano", "true", "borg",
        "sort", "uniq", "wc", "column", "date", "pandoc-citeproc", "pandoc-crossref", "pandoc-plot",
    };

    private readonly List<InnerProgram> _programs = [];

    public string Name => name;

    public Invocation Invocation => invocation;

    public IReadOnlyList<Value> Arguments => invocation.Arguments;

    public IReadOnlyList<InnerProgram> Programs => _programs;

    public CommandLine Line => field ??= CommandLineParser.Parse(name, invocation.Arguments);

    /// <summary>The whole command, as written.</summary>
    public Range Span => Values.SpanOf(invocation.Command.Span, invocation.Arguments.Count > 0 ? invocation.Arguments[^1].Span : invocation.Command.Span);

    /// <summary>Whether what the table says of the operands does not hold: the command has been told already.</summary>
    public bool HasOwnOperands { get; set; }

    public IReadOnlyList<Value> OperandsFrom(int index) => index >= Line.Operands.Count ? [] : index == 0 ? Line.Operands : [.. Line.Operands.Skip(index)];

    public void Add(InnerProgram program) => _programs.Add(program);

    /// <summary>A command; none where there are no words.</summary>
    public void Command(IReadOnlyList<Value> words, RunContext adds = RunContext.None, IReadOnlyList<Variable>? variables = null, Flow? input = null)
    {
        if (words.Count > 0)
        {
            Add(new InnerCommand(Values.SpanOf(words), adds, words, variables ?? []) { Input = input });
        }
    }

    /// <summary>A command of words that are known.</summary>
    public void Command(Range span, RunContext adds, params IEnumerable<string> words) => Command([.. words.Select(word => Value.Of(word, span))], adds);

    /// <summary>Shell text.</summary>
    public void Text(Value text, RunContext adds = RunContext.None, string? runner = null, IReadOnlyList<Value>? parameters = null, bool inThisShell = false, Flow? input = null)
        => Add(new InnerText(text.Span, adds, runner ?? name, ShellDialect.Bash, text, parameters ?? [], inThisShell) { Input = input });

    public void Input(bool isShell, RunContext adds = RunContext.None, IReadOnlyList<Value>? parameters = null)
        => Add(new InnerInput(Span, adds, name, isShell, parameters ?? []));

    public void File(Value path, bool isShell, RunContext adds = RunContext.None, IReadOnlyList<Value>? parameters = null, bool inThisShell = false)
        => Add(new InnerFile(path.Span, adds, name, isShell, path, parameters ?? [], inThisShell));

    public void Code(Value code, bool isUnderstood, RunContext adds = RunContext.None) => Add(new InnerCode(code.Span, adds, name, code, isUnderstood));

    /// <summary>An option that runs something, and the text that it runs, where there is one.</summary>
    public void ByOption(string option, Range span, Value? text)
    {
        Add(new InnerByOption(span, RunContext.ByOption, option));
        if (text is { Exact: not "" })
        {
            Text(text, RunContext.ByOption);
        }
    }

    /// <summary>A program that is often named on purpose: told of as an option that runs only where it is not a well-known harmless one.</summary>
    public void ByOrdinaryOption(string option, Range span, Value? text)
    {
        if (text?.Exact is { } words && IsOrdinary(words))
        {
            Text(text, RunContext.ByOption);
        }
        else
        {
            ByOption(option, span, text);
        }
    }

    /// <summary>What the table of the command's options tells.</summary>
    public void FindFromTable()
    {
        // A command that no table is known of runs nothing that is known.
        if (Line.Table == OptionTable.Usual || Line.Has("--help", "--version"))
        {
            return;
        }

        foreach (var option in Line.Options)
        {
            switch (Line.Table.ShapeOf(option.Name).Run)
            {
                case OptionRun.Program when option.Value is not null || Line.Table.ShapeOf(option.Name).Argument != OptionArgument.Required:
                    ByOption(option.Name, option.Span, option.Value);
                    break;
                case OptionRun.OrdinaryProgram when option.Value is not null:
                    ByOrdinaryOption(option.Name, option.Span, option.Value);
                    break;
                case OptionRun.Code when IsForeign(option.Value):
                    Add(new InnerByOption(option.Span, RunContext.ByOption, option.Name));
                    break;
                case OptionRun.Text when option.Value is not null:
                    Text(option.Value);
                    break;
                default:
                    break;
            }
        }

        if (!HasOwnOperands)
        {
            FindOperands();
        }
    }

    private void FindOperands()
    {
        var habits = Line.Table.Habits;
        var at = habits.Contains('e', StringComparison.Ordinal) && Line.AfterEnd is { } end ? end : Line.Table.CommandAt;
        if (at is not { } first || first >= Line.Operands.Count || (name is "chrt" or "taskset" or "ionice" && Line.Has("-p", "--pid")))
        {
            return;
        }

        // Behind the operands of a wrapper -- may stand once more.
        if (Line.Operands[first].Exact == "--" && ++first >= Line.Operands.Count)
        {
            return;
        }

        var words = OperandsFrom(first);
        if (habits.Contains('s', StringComparison.Ordinal))
        {
            Text(Values.Join(words, " "), Line.Table.Adds);
            return;
        }

        var variables = new List<Variable>();
        while (habits.Contains('v', StringComparison.Ordinal) && variables.Count < words.Count && Assignment.Of(words[variables.Count]) is { } variable)
        {
            variables.Add(variable);
        }

        Command(OperandsFrom(first + variables.Count), Line.Table.Adds, variables);
    }

    // Code of the project or of the system is as good as what the command runs anyway.
    private static bool IsForeign(Value? value)
        => value is null || value.HasUnknown || value.KnownStart.Contains(".so", StringComparison.Ordinal)
            || (value.KnownStart.StartsWith('/') && !value.KnownStart.StartsWith("/usr/", StringComparison.Ordinal) && !value.KnownStart.StartsWith("/etc/", StringComparison.Ordinal)
                && !value.KnownStart.StartsWith("/opt/", StringComparison.Ordinal));

    /// <summary>Whether a text is a plain call of a program that is harmless as a pager, a filter or a transport.</summary>
    public static bool IsOrdinary(string words)
    {
        if (words.AsSpan().ContainsAny(Special) || words.Contains("ProxyCommand", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var blank = words.IndexOf(' ', StringComparison.Ordinal);
        return Ordinary.Contains(blank < 0 ? words : words[..blank]);
    }
}
