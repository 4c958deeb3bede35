using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary><c>at</c>, <c>batch</c> and <c>crontab</c>: programs that run later.</summary>
internal static class Schedules
{
    public static void Find(InnerFinder inner)
    {
        var line = inner.Line;
        if (inner.Name == "crontab")
        {
            Crontab(inner);
        }
        else if (line.ValueOf("-f") is { } file)
        {
            inner.File(file, isShell: true, RunContext.Later);
        }
        else if (!line.Has("-l", "-r", "-d", "-q", "-V", "-c"))
        {
            inner.Input(isShell: true, RunContext.Later);
        }
    }

    private static void Crontab(InnerFinder inner)
    {
        if (inner.Line.Has("-l", "-r", "-e", "-V"))
        {
            return;
        }

        if (inner.Line.Operands is [{ Exact: not "-" } file, ..])
        {
            inner.File(file, isShell: false, RunContext.Later);
            return;
        }

        // The lines of a table are not shell text: five fields of time stand before each command.
        inner.Input(isShell: false, RunContext.Later);
        foreach (var text in inner.Invocation.Input.Text is { } table ? Values.Split(table, "\n", keepEmpty: false, 64) : [])
        {
            if (CommandOf(text) is { } command)
            {
                inner.Text(command, RunContext.Later);
            }
        }
    }

    private static Value? CommandOf(Value text)
    {
        var line = text.KnownStart;
        var at = 0;
        var fields = line.StartsWith('@') ? 1 : 5;
        for (var field = 0; field < fields; field++)
        {
            var blank = line.AsSpan(at).IndexOfAny(' ', '\t');
            if (blank < 0 || line.StartsWith('#'))
            {
                return null;
            }

            at += blank;
            while (at < line.Length && line[at] is ' ' or '\t')
            {
                at++;
            }
        }

        return Values.Skip(text, at);
    }
}
