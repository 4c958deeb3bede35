using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Files that the text has written with a secret: whoever is given such a file has the secret in its hands.</summary>
internal sealed partial class Walker
{
    /// <summary>The arguments; those that name a file with a secret, also behind an <c>@</c> or a sign of equality, carry where its text comes from.</summary>
    private IReadOnlyList<Value> WithContents(IReadOnlyList<Value> arguments, Value directory)
    {
        if (_files.IsEmpty || !Budget.Spend(arguments.Count))
        {
            return arguments;
        }

        Value[]? changed = null;
        for (var at = 0; at < arguments.Count; at++)
        {
            if (HoldsSecret(arguments[at], directory))
            {
                changed ??= [.. arguments];
                changed[at] = new([.. arguments[at].Pieces.Select(static piece => piece with { Origins = piece.Origins | Origins.Secret })], arguments[at].Span);
            }
        }

        return changed ?? arguments;
    }

    private bool HoldsSecret(Value argument, Value directory)
    {
        if (argument.Pieces.Count == 0)
        {
            return false;
        }

        if (IsSecret(argument, directory))
        {
            return true;
        }

        var start = argument.KnownStart;
        var mark = start.IndexOfAny(['@', '=']);
        if (mark >= 0 && mark + 1 < start.Length && start[mark + 1] is '@' or '<')
        {
            mark++;
        }

        return mark >= 0 && Values.Skip(argument, mark + 1) is { Pieces.Count: > 0 } rest && IsSecret(rest, directory);
    }

    private bool IsSecret(Value path, Value directory)
        => _files.Find(WrittenFiles.KeyOf(path, directory)) is { } ways && ways.Any(static flow => (flow.Origins & Origins.Secret) != 0);
}
