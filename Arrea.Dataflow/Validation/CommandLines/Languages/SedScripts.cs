using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>sed: scripts that are read for the commands <c>e</c>, <c>w</c> and <c>r</c>.</summary>
internal static class SedScripts
{
    public static void Find(InnerFinder inner)
    {
        var line = inner.Line;
        if (line.Has("--sandbox", "--version", "--help"))
        {
            return;
        }

        var isNamed = false;
        var scripts = new List<Value>();
        foreach (var option in line.Options)
        {
            if (option is { Name: "-e" or "--expression", Value: { } script })
            {
                isNamed = true;
                scripts.Add(script);
            }
            else if (option is { Name: "-f" or "--file", Value: { } file })
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
        }

        // One script in parts: -e '1i\' -e 'a line'.
        if (scripts.Count > 0)
        {
            Read(inner, scripts.Count == 1 ? scripts[0] : Values.Join(scripts, "\n"));
        }

        if (!isNamed && line.Operands.Count > 0)
        {
            Read(inner, line.Operands[0]);
        }
    }

    private static void Read(InnerFinder inner, Value script)
    {
        var text = new CodeText(script);
        var reader = new SedReader(inner, text);
        inner.Code(script, isUnderstood: reader.Read());
    }
}
