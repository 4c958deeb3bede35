using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Tests.Cli;

[TestClass]
public sealed class CliScaleTests(TestContext context)
{
    [TestMethod]
    public Task Pipe_TenThousandLines_AllRunAndComeInOrder() => RunAsync(10_000);

    [TestMethod]
    [LongTest]
    public Task Pipe_HundredThousandLines_AllRunAndComeInOrder() => RunAsync(100_000);

    private async Task RunAsync(int count)
    {
        var lines = string.Concat(Enumerable.Range(0, count).Select(static i => string.Create(CultureInfo.InvariantCulture, $"echo {i}\n")));

        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(lines), "run", "-k", "-j", "8", "-o", "group");

        result.Exits(0);
        Assert.AreEqual(lines.Replace("echo ", "", StringComparison.Ordinal), result.Output);
        StringAssert.Contains(result.Error, string.Create(CultureInfo.InvariantCulture, $"{count} succeeded, 0 failed"));
    }
}
