using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Containers and virtual machines. What stands behind the image or the container is told by the tables.</summary>
internal static class Containers
{
    public static void Docker(InnerFinder inner)
    {
        if (inner.Line.ValueOf("--entrypoint") is not { Exact: not "" } entry)
        {
            return;
        }

        // The words behind the image are the arguments of the entry point.
        var image = inner.Line.Operands.Select(static operand => operand.Exact).ToList().FindIndex(static word => word is "run" or "create") + 1;
        IReadOnlyList<Value> words = [entry, .. image > 0 ? inner.OperandsFrom(image + 1) : []];
        inner.HasOwnOperands = true;
        inner.Command(words, RunContext.Container);
    }

    public static void Vagrant(InnerFinder inner)
    {
        if (inner.Line.Operands is [{ Exact: "ssh" }, ..] && inner.Line.ValueOf("-c", "--command") is { } text)
        {
            inner.Text(text, RunContext.Remote);
        }
    }
}
