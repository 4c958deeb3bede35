using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>Draws stages as a Mermaid flowchart.</summary>
internal sealed class MermaidChart
{
    private readonly StringBuilder _text = new("flowchart LR\n");
    private int _nodes;

    public static string Draw(string name, ImmutableArray<StagePlan> stages)
    {
        var chart = new MermaidChart();
        var input = chart.Node("([", name, "])");
        var last = chart.Chain(input, label: null, stages);
        var output = chart.Node("([", "outcomes", "])");
        chart.Arrow(last, label: null, output);
        return chart._text.ToString();
    }

    /// <summary>Draws stages one after the other, and says which node is the last.</summary>
    private string Chain(string from, string? label, ImmutableArray<StagePlan> stages)
    {
        foreach (var stage in stages)
        {
            from = Stage(from, label, stage);
            label = null;
        }

        return from;
    }

    private string Stage(string from, string? label, StagePlan stage)
    {
        var numbers = stage.Groups ? $"<br/>holds {stage.Capacity}"
            : stage.Branches.IsEmpty ? $"<br/>{stage.Parallelism} at once, holds {stage.Capacity}"
            : "";
        var node = Node("[", stage.Name, "]", numbers);
        Arrow(from, label, node);
        if (stage.MayRetry)
        {
            _text.Append(CultureInfo.InvariantCulture, $"    {node} -. \"{Retries(stage.Policy!)}\" .-> {node}\n");
        }

        if (stage.Branches.IsEmpty)
        {
            return node;
        }

        var lasts = stage.Branches.Select(branch => branch.Stages.IsEmpty ? Passage(node, branch.Name) : Chain(node, branch.Name, branch.Stages)).ToArray();
        var join = Node("((", "all", "))");
        foreach (var last in lasts)
        {
            Arrow(last, label: null, join);
        }

        return join;
    }

    private string Passage(string from, string branch)
    {
        var node = Node("[", "as it is", "]");
        Arrow(from, branch, node);
        return node;
    }

    private string Node(string open, string name, string close, string rest = "")
    {
        var node = $"n{_nodes++}";
        _text.Append(CultureInfo.InvariantCulture, $"    {node}{open}\"{Escape(name)}{rest}\"{close}\n");
        return node;
    }

    private void Arrow(string from, string? label, string to)
        => _text.Append(CultureInfo.InvariantCulture, $"    {from} -->{(label is null ? "" : $"|\"{Escape(label)}\"|")} {to}\n");

    private static string Retries(ErrorPolicy policy) => policy.OnError == PolicyAction.Custom
        ? "retries as its policy says"
        : $"at most {policy.MaxRetries} {(policy.MaxRetries == 1 ? "retry" : "retries")}";

    /// <summary>Whatever could mean something to Mermaid or to HTML becomes a character code.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' or '.' or '/')
            {
                escaped.Append(rune.ToString());
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
        }

        return escaped.ToString();
    }
}
