using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Follows a parsed text as the shell would, without running anything: which commands would run, with what.</summary>
internal static class ShellEvaluator
{
    /// <summary>Tells what a text would do. Bounded by a budget of steps; never throws.</summary>
    public static EvaluationResult Evaluate(ShellScript script, EvaluationStart start)
    {
        var walker = new Walker(start.Budget, script.Text);
        walker.Run(script, start);
        return new(walker.Facts, walker.Budget.IsOut);
    }
}
