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
        const string memory = "awk '/VmRSS/ { print $2 }' /proc/$PPID/status";
        var warm = Math.Min(count - 2, 5_000);
        var lines = Enumerable.Range(0, count).Select(i => i == warm || i == count - 1 ? memory : string.Create(CultureInfo.InvariantCulture, $"echo {i}")).ToArray();

        var result = await CliProcess.RunAsync(context, Encoding.UTF8.GetBytes(string.Join('\n', lines)), "run", "-k", "-j", "8", "-o", "group");

        result.Exits(0);
        var printed = result.Lines;
        Assert.HasCount(count, printed);
        for (var i = 0; i < count; i++)
        {
            Assert.IsTrue(lines[i] == memory || lines[i] == "echo " + printed[i], $"line {i}: {printed[i]}");
        }

        // In kibibytes: what is kept of a job that has ended would show.
        var grown = int.Parse(printed[^1], CultureInfo.InvariantCulture) - int.Parse(printed[warm], CultureInfo.InvariantCulture);
        Assert.IsLessThan(50_000, grown);
        StringAssert.Contains(result.Error, string.Create(CultureInfo.InvariantCulture, $"{count} succeeded, 0 failed"));
    }
}
