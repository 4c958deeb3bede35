namespace Arrea.Dataflow.Councils.Aggregation;

internal static class Aggregators
{
    public static IAggregator? Find(string name) => null;
}
