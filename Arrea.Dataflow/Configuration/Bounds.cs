using System.Globalization;

namespace Arrea.Dataflow.Configuration;

/// <summary>The least and the most that a value may be, both allowed.</summary>
internal readonly record struct Bounds<T>(T Least, T Most)
    where T : IComparable<T>
{
    public bool Hold(T value) => value.CompareTo(Least) >= 0 && value.CompareTo(Most) <= 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least:N0} to {Most:N0}");
}
