using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>One command, looked at for what it prints.</summary>
internal sealed class Printer(string name, Invocation invocation, Func<Value, Flow> contentsOf)
{
    private const int MostItems = 4096;

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

        return Together(flows);
    }

    public Origins SourceOrigins(int from) => Source(from).Origins;

    /// <summary>Flows one behind the other.</summary>
    public static Flow Together(IReadOnlyList<Flow> flows)
    {
        if (flows.Count == 1)
        {
            return flows[0];
        }

        var origins = flows.Aggregate(Origins.None, static (all, flow) => all | flow.Origins);
        if (flows.All(static flow => flow.Text is not null))
        {
            if (flows.Sum(static flow => Pieces.LengthOf(flow.Text!)) > Flow.LongestText)
            {
                return Flow.Unknown(origins);
            }

            var text = new ValueBuilder();
            foreach (var flow in flows)
            {
                text.Append(flow.Text!);
            }

            return new Flow(text.Take(flows.Count > 0 ? flows[0].Text!.Span : 0..0), null, origins);
        }

        var areItems = flows.All(static flow => flow.Items is not null) && flows.Sum(static flow => flow.Items!.Count) <= MostItems;
        return new Flow(null, areItems ? [.. flows.SelectMany(static flow => flow.Items!)] : null, origins);
    }

    /// <summary>Text that is known and has come out of other text: what it came from clings to it.</summary>
    public static Flow Derived(string text, Range span, Origins origins)
        => new(origins == Origins.None ? Value.Of(text, span) : new Value(text.Length == 0 ? [] : [new Piece(PieceKind.Text, text, origins)], span), null, origins);
}
