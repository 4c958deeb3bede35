namespace Arrea.Cli.Acting;

/// <summary>The exit code of several actions.</summary>
internal static class ActionStatus
{
    private const int LastSignal = 64;

    // Below these, the higher number is the worse.
    private static readonly int[] Worst = [ExitCodes.Usage, ExitCodes.Refused, ExitCodes.BadInput, ExitCodes.InternalError];

    /// <summary>The worst of some exit codes: of a signal, 125, 4, 3, 2, then the highest of the others; 0 when there are none.</summary>
    public static int Of(IEnumerable<int> exitCodes)
        => exitCodes.OrderByDescending(static code => (Rank(code), code)).FirstOrDefault(ExitCodes.Success);

    private static int Rank(int code)
        => code is > ExitCodes.SignalBase and <= ExitCodes.SignalBase + LastSignal ? Worst.Length : Array.IndexOf(Worst, code);
}
