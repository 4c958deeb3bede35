using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Commands;

/// <summary>The terminal that a command believes to be on.</summary>
public sealed record PseudoTerminal
{
    /// <summary>Characters in a line. Range: 1 to 65,535. Default: 80.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Columns { get; init => field = Check.InRange(value, 1, ushort.MaxValue); } = 80;

    /// <summary>Lines. Range: 1 to 65,535. Default: 24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Rows { get; init => field = Check.InRange(value, 1, ushort.MaxValue); } = 24;
}
