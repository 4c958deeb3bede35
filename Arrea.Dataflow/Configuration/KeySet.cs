namespace Arrea.Dataflow.Configuration;

/// <summary>Some of the keys, by their properties. Equal to another set of the same keys.</summary>
internal readonly record struct KeySet(long Bits = 0)
{
    public KeySet With(ConfigKey key) => new(Bits | Bit(key));

    public bool Contains(ConfigKey key) => (Bits & Bit(key)) != 0;

    private static long Bit(ConfigKey key)
    {
        for (var n = 0; ; n++)
        {
            if (ReferenceEquals(ConfigKeys.All[n], key))
            {
                return 1L << n;
            }
        }
    }
}
