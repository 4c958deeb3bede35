using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>awk: a program that is read for <c>system()</c>, pipes and files.</summary>
internal static class AwkPrograms
{
    public static void Find(InnerFinder inner)
    {
        var line = inner.Line;
        var isNamed = false;
        foreach (var option in line.Options)
        {
            if (option is { Name: "-f" or "--file" or "-E" or "--exec", Value: { } file })
            {
                isNamed = true;
                if (file.Exact is "-" or "/dev/stdin")
                {
                    inner.Add(new InnerByOption(option.Span, RunContext.ByOption, option.Name));
                    inner.Input(isShell: false);
                }
                else
                {
                    inner.File(file, isShell: false);
                }
            }
            else if (option is { Name: "-e" or "--source", Value: { } source })
            {
                isNamed = true;
                Read(inner, source);
            }
            else if (option is { Name: "-i" or "--include", Value.Exact: not "inplace" } or { Name: "-l" or "--load", Value.Exact: not ("filefuncs" or "time" or "readdir") })
            {
                inner.Add(new InnerByOption(option.Span, RunContext.ByOption, option.Name));
            }
        }

        if (!isNamed && line.Operands.Count > 0 && !line.Has("--version", "--help"))
        {
            Read(inner, line.Operands[0]);
        }
    }

    // NR==$n picks a line, and $$n a column: that is how people do it every day.
    private static bool AreLineNumbers(CodeText text)
    {
        var code = text.Text;
        for (var at = 0; at < code.Length; at++)
        {
            if (!text.IsUnknown(code[at]))
            {
                continue;
            }

            var before = code.AsSpan(0, at).TrimEnd();
            var name = before.TrimEnd("=!<>").TrimEnd();
            var isNumber = (name.Length < before.Length && name.EndsWith("NR", StringComparison.Ordinal)) || (at > 0 && code[at - 1] == '$');
            if (!isNumber || (at + 1 < code.Length && !" ,){}&|;".Contains(code[at + 1], StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    private static void Read(InnerFinder inner, Value program)
    {
        var text = new CodeText(program);
        var reader = new AwkReader(inner, text);
        foreach (var option in inner.Line.Options)
        {
            if (option is { Name: "-v" or "--assign", Value: { } assigned } && Assignment.Of(assigned) is { Value.Exact: { } known } variable)
            {
                reader.Know(variable.Name, known);
            }
        }

        reader.Read();

        // Something unknown outside a string may be any code.
        inner.Code(program, isUnderstood: reader.IsUnderstood && AreLineNumbers(text));
    }
}
