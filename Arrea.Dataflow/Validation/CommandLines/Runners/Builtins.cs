using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Commands of the shell itself that run others.</summary>
internal static class Builtins
{
    public static void Command(InnerFinder inner)
    {
        if (inner.Name == "command" && inner.Line.Has("-v", "-V"))
        {
            return;
        }

        inner.Command(inner.Line.Operands);
    }

    public static void Eval(InnerFinder inner)
    {
        var words = inner.Line.Operands;
        if (words.Count > 0)
        {
            inner.Text(Values.Join(words, " "), inThisShell: true);
        }
    }

    public static void Trap(InnerFinder inner)
    {
        if (inner.Line.Has("-l", "-p", "-P") || inner.Line.Operands is not [var action, _, ..] || action.Exact is "" or "-")
        {
            return;
        }

        // A number as the first of several words resets signals.
        if (action.Exact is not { } text || !text.All(char.IsAsciiDigit))
        {
            inner.Text(action, RunContext.Later, inThisShell: true);
        }
    }

    public static void Source(InnerFinder inner)
    {
        if (inner.Line.Operands is [var path, ..])
        {
            inner.File(path, isShell: true, parameters: inner.Line.Operands, inThisShell: true);
        }
    }

    public static void Hook(InnerFinder inner)
    {
        var (option, isText) = inner.Name switch
        {
            "bind" => ("-x", true),
            "complete" or "compgen" => ("-C", true),
            "enable" => ("-f", false),
            _ => ("", false),
        };
        if (inner.Name is "mapfile" or "readarray")
        {
            if (inner.Line.Options.FirstOrDefault(static given => given.Name == "-C") is { Value: { } text } called)
            {
                inner.ByOption("-C", called.Span, text);
            }

            return;
        }

        // compgen -W and complete -W: the words are expanded.
        foreach (var given in inner.Name is "complete" or "compgen" ? inner.Line.Options : [])
        {
            if (given is { Name: "-W", Value: { } words } && (Values.Contains(words, "$(") || Values.Contains(words, "`")))
            {
                inner.Add(new InnerByOption(given.Span, RunContext.ByOption, "-W"));
                inner.Text(Values.Join([Value.Of(":", words.Span), words], " "), inThisShell: true);
            }
        }

        for (var at = 0; at + 1 < inner.Arguments.Count && option.Length > 0; at++)
        {
            if (inner.Arguments[at].Exact == option)
            {
                inner.ByOption(option, inner.Arguments[at].Span, isText ? inner.Arguments[at + 1] : null);
            }
        }

        if (inner.Name == "fc" && inner.Line.Has("-s", "-e"))
        {
            inner.Add(new InnerByOption(inner.Span, RunContext.ByOption, "-s"));
        }
    }
}
