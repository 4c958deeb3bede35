using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary><c>[[ … ]]</c> and <c>[ … ]</c>: they run nothing but what hides in them.</summary>
internal sealed partial class Walker
{
    private void RunTest(IReadOnlyList<Word> words, ShellState state, Frame frame)
    {
        var values = new List<Value>();
        foreach (var word in words)
        {
            if (!Budget.Spend())
            {
                return;
            }

            values.Add(Single(word, state, frame, Tilde.AtStart));
        }

        TestName(values, state, frame, default);
        for (var at = 0; at < values.Count; at++)
        {
            // Both sides of a comparison of numbers are expressions.
            if (values[at].Exact is "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge")
            {
                Compute(at - 1);
                Compute(at + 1);
            }
        }

        void Compute(int at)
        {
            if (at < 0 || at >= values.Count || values[at].Exact is not { } text)
            {
                return;
            }

            if (MayRun(text))
            {
                RunHidden(text, state, frame, frame.SpanOf(words[at]));
            }
            else
            {
                ArithmeticText(text, state, frame);
            }
        }
    }

    /// <summary><c>-v NAME</c> evaluates the subscript of the name.</summary>
    private void TestName(IReadOnlyList<Value> values, ShellState state, Frame frame, Range span)
    {
        for (var at = 0; at + 1 < values.Count; at++)
        {
            if (values[at].Exact is "-v" or "-R")
            {
                CheckName(values[at + 1], state, frame);
            }
        }
    }
}
