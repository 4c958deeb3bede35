namespace Arrea.Cli.Arguments;

/// <summary>What stands behind the flags of <c>arrea run</c>: a template and the sources of its arguments, or an argument vector. All of it is literal.</summary>
internal sealed record RunOperands
{
    private const string EndOfOptions = "--";

    private RunOperands(string? first, string? template, IReadOnlyList<ArgumentList> lists, IReadOnlyList<string>? vector)
    {
        First = first;
        Template = template;
        Lists = lists;
        Vector = vector;
    }

    /// <summary>The first operand; null when there is none.</summary>
    public string? First { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => First is null;

    /// <summary>The words before the first source, joined by spaces; null when there are none.</summary>
    public string? Template { get; }

    /// <summary>What follows <c>:::</c>, <c>:::+</c>, <c>::::</c> and <c>::::+</c>, in order.</summary>
    public IReadOnlyList<ArgumentList> Lists { get; }

    /// <summary>What follows <c>--</c>: a program and its arguments; null when there is no <c>--</c>.</summary>
    public IReadOnlyList<string>? Vector { get; }

    /// <summary>Reads the operands.</summary>
    public static RunOperands Read(IReadOnlyList<string> operands)
    {
        if (operands is [EndOfOptions, ..])
        {
            return new RunOperands(operands.ElementAtOrDefault(1) ?? EndOfOptions, null, [], [.. operands.Skip(1)]);
        }

        var template = operands.TakeWhile(static word => !ArgumentList.IsSign(word)).ToArray();
        List<ArgumentList> lists = [];
        for (var at = template.Length; at < operands.Count;)
        {
            var list = ArgumentList.Read(operands[at], operands.Skip(at + 1).TakeWhile(static word => !ArgumentList.IsSign(word)));
            lists.Add(list);
            at += 1 + list.Words.Count;
        }

        return new RunOperands(operands is [var first, ..] ? first : null, template.Length > 0 ? string.Join(' ', template) : null, lists, null);
    }

    /// <summary>How many there are of each. Never their text, which may hold secrets.</summary>
    public override string ToString() => $"{(Template is null ? "no" : "a")} template, {Lists.Count} lists";
}

/// <summary>One source of arguments on the command line.</summary>
/// <param name="IsFiles">Whether the words name files with the arguments (<c>::::</c>), or are the arguments (<c>:::</c>).</param>
/// <param name="IsLinked">Whether it advances with the source before it (<c>+</c>), or is combined with it.</param>
/// <param name="Words">The words.</param>
internal sealed record ArgumentList(bool IsFiles, bool IsLinked, IReadOnlyList<string> Words)
{
    /// <summary>Whether a word begins a source.</summary>
    public static bool IsSign(string word) => word is ":::" or ":::+" or "::::" or "::::+";

    /// <summary>Reads one.</summary>
    /// <param name="sign">What it begins with.</param>
    /// <param name="words">What follows.</param>
    public static ArgumentList Read(string sign, IEnumerable<string> words)
        => new(sign.StartsWith("::::", StringComparison.Ordinal), sign.EndsWith('+'), [.. words]);

    /// <summary>How many words there are. Never their text, which may hold secrets.</summary>
    public override string ToString() => $"{Words.Count} words";
}
