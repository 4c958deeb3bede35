using System.Globalization;
using System.Runtime.CompilerServices;
using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Configuration;

/// <summary>The least and the most that a value may be, both allowed.</summary>
internal readonly record struct Bounds<T>(T Least, T Most)
    where T : IComparable<T>
{
    public bool Hold(T value) => value.CompareTo(Least) >= 0 && value.CompareTo(Most) <= 0;

    /// <summary>The value, if it is within.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public T Checked(T value, [CallerMemberName] string property = "") => Check.InRange(value, Least, Most, property);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least:N0} to {Most:N0}");
}
