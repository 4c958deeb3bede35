using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>An explanation as people read it.</summary>
internal static class ExplanationText
{
    private const int MostMarks = 10;

    /// <summary>The lines of an explanation.</summary>
    public static string Of(Explanation explanation)
    {
        var text = new StringBuilder();
        text.Append(Headline(explanation.Verdict)).Append('\n');
        AddPlaces(text, explanation);
        Add(text, "What it would do", explanation.Facts.Select(VisibleText.Of));
        if (explanation.Script is { } script)
        {
            Add(text, "How it is read", SyntaxOutline.Of(script));
        }

        return text.ToString();
    }

    private static string Headline(Verdict verdict) => verdict switch
    {
        Dangerous dangerous => $"dangerous ({dangerous.Pattern}), rule {dangerous.Rule}: {VisibleText.Of(dangerous.Why)}",
        Injection injection => $"injection, rule {injection.Rule}: {VisibleText.Of(injection.Why)}",
        Invalid invalid => $"invalid: {CommandForm.Describe(invalid.Reason)}",
        _ => "ok: nothing speaks against it",
    };

    /// <summary>The line of the command that a finding is about, with a mark under it; the verdict's own place first.</summary>
    private static void AddPlaces(StringBuilder text, Explanation explanation)
    {
        if (explanation.Verdict is Invalid)
        {
            return;
        }

        if (explanation.Findings.Count == 0)
        {
            text.Append("\n  ").Append(VisibleText.Of(explanation.Command)).Append('\n');
        }

        foreach (var finding in explanation.Findings.OrderBy(finding => finding != explanation.Verdict).Distinct().Take(MostMarks))
        {
            AddPlace(text, explanation.Command, finding);
        }
    }

    private static void AddPlace(StringBuilder text, string command, Verdict finding)
    {
        var (span, label) = finding switch
        {
            Dangerous dangerous => (dangerous.Span, dangerous.Rule),
            Injection injection => (injection.Span, injection.Rule),
            _ => (0..0, ""),
        };
        var (start, length) = span.GetOffsetAndLength(command.Length);
        var lineStart = start == 0 ? 0 : command.LastIndexOf('\n', start - 1) + 1;
        var lineEnd = command.IndexOf('\n', start) is >= 0 and var end ? end : command.Length;
        var marked = command[start..Math.Clamp(start + length, start, lineEnd)];
        text.Append("\n  ").Append(VisibleText.Of(command[lineStart..lineEnd]))
            .Append("\n  ").Append(' ', VisibleText.Of(command[lineStart..start]).Length)
            .Append('^', Math.Max(1, VisibleText.Of(marked).Length))
            .Append(' ').Append(label).Append('\n');
    }

    private static void Add(StringBuilder text, string heading, IEnumerable<string> lines)
    {
        var isFirst = true;
        foreach (var line in lines)
        {
            text.Append(isFirst ? $"\n{heading}:\n" : "").Append("  ").Append(line).Append('\n');
            isFirst = false;
        }
    }
}
