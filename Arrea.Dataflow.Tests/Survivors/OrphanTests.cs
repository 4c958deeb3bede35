using System.Diagnostics;
using System.Globalization;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Survivors;

/// <summary>Orphans of jobs that ended by themselves: <c>arrea</c> adopts them and reaps them, whoever is the first process of the system.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class OrphanTests(TestContext context)
{
    [TestMethod]
    public async Task Orphan_OfAJobThatEnded_IsAdoptedAndReapedWhenItEnds()
    {
        using var processes = new MarkedProcesses();
        using var folder = new TemporaryFolder();
        var leave = $"setsid sh -c 'echo $$ > {folder["pid"]}; mv {folder["pid"]} {folder["orphan"]}; exec sleep 1000' < /dev/null > /dev/null 2>&1 &";
        await using var host = HostProcess.Start(context, processes, "-o", "line", "--timeout", "0", "-c", leave, "-c", $"while ! test -e {folder["go"]}; do sleep 0.01; done");
        await Condition.HoldsAsync(() => File.Exists(folder["orphan"]), "the orphan says who it is");
        var orphan = int.Parse(await File.ReadAllTextAsync(folder["orphan"]), CultureInfo.InvariantCulture);
        await Condition.HoldsAsync(() => ProcessState.Read(orphan)?.Parent == host.Id, "arrea has adopted it");

        using (var process = Process.GetProcessById(orphan))
        {
            process.Kill();
        }

        await Condition.HoldsAsync(() => ProcessState.Read(orphan) is null, "it has been reaped");
        folder.Touch("go");
        (await host.EndAsync()).Exits(0);
    }
}
