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
            else if (option is { Name: "-i" or "--include", Value.Exact: not "inplace" })
            {
                inner.Add(new InnerByOption(option.Span, RunContext.ByOption, option.Name));
            }
        }

        if (!isNamed && line.Operands.Count > 0 && !line.Has("--version", "--help"))
        {
            Read(inner, line.Operands[0]);
        }
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
        inner.Code(program, isUnderstood: reader.IsUnderstood && !program.HasUnknown);
    }
}
