using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Commands that run another one as another user.</summary>
internal static class Users
{
    public static void Sudo(InnerFinder inner)
    {
        var line = inner.Line;
        if (line.Has("-l", "--list", "-v", "--validate", "-k", "-K", "--remove-timestamp", "-V", "--version", "-e", "--edit", "--help")
            && !(line.Has("-k") && line.Operands.Count > 0 && !line.Has("-l", "-v", "-V", "-e")))
        {
            return;
        }

        var words = line.Operands;
        var variables = new List<Variable>();
        while (variables.Count < words.Count && Assignment.Of(words[variables.Count]) is { } variable)
        {
            variables.Add(variable);
        }

        words = inner.OperandsFrom(variables.Count);

        if (line.Has("-s", "--shell", "-i", "--login"))
        {
            ShellOf(inner, words);
            return;
        }

        if (words.Count > 0)
        {
            inner.Add(new InnerCommand(Values.SpanOf(words), RunContext.OtherUser, words, variables) { Directory = line.ValueOf("-D", "--chdir") });
        }
    }

    public static void Su(InnerFinder inner)
    {
        var line = inner.Line;
        if (line.Has("--help", "--version"))
        {
            return;
        }

        if (inner.Name == "runuser" && line.Has("-u", "--user"))
        {
            inner.Command(line.Operands, RunContext.OtherUser);
            return;
        }

        if (line.ValueOf("-c", "--command", "--session-command") is { } text)
        {
            inner.Text(text, RunContext.OtherUser, parameters: line.Operands);
            return;
        }

        // What follows the user goes to the shell as it is.
        var words = line.Operands is [{ Exact: "-" }, ..] ? inner.OperandsFrom(1) : line.Operands;
        inner.Command([Value.Of("sh", inner.Invocation.Command.Span), .. words.Skip(1)], RunContext.OtherUser);
    }

    public static void Group(InnerFinder inner)
    {
        if (inner.Line.ValueOf("-c") is { } text)
        {
            inner.Text(text);
        }
        else if (inner.Name == "sg" && inner.Line.Operands.Count > 1)
        {
            inner.Text(Values.Join(inner.OperandsFrom(1), " "));
        }
        else
        {
            inner.Input(isShell: true);
        }
    }

    // The shell gets the words joined by blanks.
    private static void ShellOf(InnerFinder inner, IReadOnlyList<Value> words)
    {
        if (words.Count == 0)
        {
            inner.Input(isShell: true, RunContext.OtherUser);
        }
        else
        {
            inner.Text(Values.Join(words, " "), RunContext.OtherUser);
        }
    }
}
