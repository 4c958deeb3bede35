using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>One command, looked at for what it prints.</summary>
internal sealed class Printer(string name, Invocation invocation, Func<Value, Flow> contentsOf)
{
    public string Name => name;

    public Invocation Invocation => invocation;

    public IReadOnlyList<Value> Arguments => invocation.Arguments;

    public Flow Input => invocation.Input;

    public CommandLine Line => field ??= CommandLineParser.Parse(name, invocation.Arguments);

    public Range Span => invocation.Command.Span;

    /// <summary>What the command reads: its files from an operand on, or its standard input.</summary>
    public Flow Source(int from)
    {
        if (Line.Operands.Count <= from)
        {
            return Input;
        }

        // What has been read to its end gives nothing more.
        var flows = new List<Flow>();
        var input = Input;
        foreach (var operand in Line.Operands.Skip(from))
        {
            if (operand.Exact is not ("-" or "/dev/stdin"))
            {
                flows.Add(contentsOf(operand));
                continue;
            }

            flows.Add(input);
            input = Flow.Empty;
        }

        return Flow.Join(flows);
    }

    public Origins SourceOrigins(int from) => Source(from).Origins;

    /// <summary>Text that is known and has come out of other text: what it came from clings to it.</summary>
    public static Flow Derived(string text, Range span, Origins origins)
        => new(origins == Origins.None ? Value.Of(text, span) : new Value(text.Length == 0 ? [] : [new Piece(PieceKind.Text, text, origins)], span), null, origins);
}
