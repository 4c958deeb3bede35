namespace Arrea.Cli.Arguments;

/// <summary>Finds where the flags of a command end and its operands begin, for commands whose operands are literal.</summary>
internal static class OperandSplit
{
    /// <summary>How many of the arguments are flags with their values: what follows is operands, <c>--</c> and <c>:::</c> among them.</summary>
    public static int CountOfFlags(IReadOnlyList<string> arguments, FlagSet flags)
    {
        var withValue = flags.All.Where(FlagGroup.TakesValue).SelectMany(static flag => flag.Aliases.Prepend(flag.Name)).ToHashSet(StringComparer.Ordinal);
        var at = 0;
        while (at < arguments.Count && arguments[at] is ['-', _, ..] flag && flag != "--")
        {
            at += 1 + (TakesNext(flag, withValue) ? 1 : 0);
        }

        return Math.Min(at, arguments.Count);
    }

    private static bool TakesNext(string flag, HashSet<string> withValue)
    {
        if (flag.StartsWith("--", StringComparison.Ordinal))
        {
            return withValue.Contains(flag);
        }

        // In a bundle, as in -kj 4, the first flag that takes a value takes the rest, or else what comes next.
        var at = Enumerable.Range(1, flag.Length - 1).FirstOrDefault(at => withValue.Contains($"-{flag[at]}"));
        return at == flag.Length - 1;
    }
}
