namespace Arrea.Dataflow.Tests.Support;

internal static class Expect
{
    /// <summary>Fails with the whole list, a line each.</summary>
    public static void None<T>(IEnumerable<T> found, string what)
    {
        var list = found.ToList();
        Assert.IsEmpty(list, $"{what}:\n{string.Join('\n', list)}");
    }
}
