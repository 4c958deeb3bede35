using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Tells whether an endless loop starts more and more background jobs.</summary>
internal static class Copying
{
    private const int Deepest = 20;

    /// <summary>Whether a body starts something in the background, and nothing in it waits or ends the loop.</summary>
    public static bool IsEndless(StatementList body)
    {
        var (starts, waits) = Look(body, 0);
        return starts && !waits;
    }

    private static (bool Starts, bool Waits) Look(StatementList body, int depth)
    {
        var starts = false;
        var waits = depth > Deepest;
        foreach (var statement in body.Statements)
        {
            starts |= statement.IsBackground;
            foreach (var command in statement.Pipelines.SelectMany(static pipeline => pipeline.Commands))
            {
                var inner = waits ? default : Look(command, statement.IsBackground, depth);
                starts |= inner.Starts;
                waits |= inner.Waits;
            }
        }

        return (starts, waits);
    }

    private static (bool Starts, bool Waits) Look(CommandNode command, bool isBackground, int depth) => command switch
    {
        // What waits in the background does not hold up the loop.
        SimpleCommand { Words: [{ Parts: [LiteralText name] }, ..] } => (
            false, !isBackground && name.Text is "wait" or "sleep" or "break" or "exit" or "return" or "read" or "exec" or "inotifywait"),
        GroupCommand group => Look(group.Body, depth + 1),
        SubshellCommand group => Look(group.Body, depth + 1),
        IfCommand choice => Look(choice.Branches[0].Body, depth + 1),
        _ => (false, false),
    };
}
