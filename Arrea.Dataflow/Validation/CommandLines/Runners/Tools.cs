namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Archivers that run something in a way of their own.</summary>
internal static class Tools
{
    public static void Tar(InnerFinder inner)
    {
        foreach (var option in inner.Line.Options)
        {
            if (option.Name == "--checkpoint-action" && option.Value is { } action)
            {
                if (action.KnownStart.StartsWith("exec=", StringComparison.Ordinal))
                {
                    inner.ByOption(option.Name, option.Span, Values.Skip(action, "exec=".Length));
                }
                else if (action.HasUnknown && action.KnownStart.Length < "exec=".Length)
                {
                    inner.ByOption(option.Name, option.Span, null);
                }
            }
        }
    }

    public static void Zip(InnerFinder inner)
    {
        // -TT is one option of two letters, glued or not.
        for (var at = 0; at < inner.Arguments.Count; at++)
        {
            var start = inner.Arguments[at].KnownStart;
            if (start == "-TT" && inner.Arguments[at].Exact is not null)
            {
                inner.ByOption("-TT", inner.Arguments[at].Span, at + 1 < inner.Arguments.Count ? inner.Arguments[at + 1] : null);
            }
            else if (start.StartsWith("-TT", StringComparison.Ordinal))
            {
                inner.ByOption("-TT", inner.Arguments[at].Span, Values.Skip(inner.Arguments[at], 3));
            }
        }
    }
}
