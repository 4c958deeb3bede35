using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Supervision;

/// <summary>Random failures, against a plain model of rest-for-one and of the sliding window.</summary>
[TestClass]
public sealed class SupervisorModelTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    [TestMethod]
    public async Task Failures_Random_GoAsTheModelSays()
    {
        for (var seed = 0; seed < TestScale.Choose(30, 400, "random troupes"); seed++)
        {
            await RunAsync(seed);
        }
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var time = new ManualTimeProvider();
        var limit = random.Next(1, 6);
        await using var engine = ArreaEngine.Create(new() { TimeProvider = time, RestartLimit = limit });
        var troupe = new Troupe(engine);
        var model = new Dictionary<string, string[]>();
        for (var part = 0; part < random.Next(2, 8); part++)
        {
            var name = $"p{part}";
            var needs = model.Keys.Where(_ => random.Next(3) == 0).ToArray();
            await troupe.AddAsync(name, needs);
            model.Add(name, needs);
        }

        var done = new HashSet<string>();
        var restarts = model.Keys.ToDictionary(static name => name, static _ => 0);
        var counted = new List<DateTimeOffset>();
        for (var step = 0; step < 25 && done.Count < model.Count; step++)
        {
            time.Advance(TimeSpan.FromMilliseconds(random.Next(3_000)));
            var victim = model.Keys.Where(name => !done.Contains(name)).ElementAt(random.Next(model.Count - done.Count));
            var chain = ChainOf(model, victim).Where(name => !done.Contains(name)).ToList();
            troupe.Forget();
            if (random.Next(8) == 0)
            {
                troupe.Return(victim);
                done.Add(victim);
                await Condition.HoldsAsync(() => troupe.Of(victim).State == PartState.Done, $"seed {seed}: {victim} is done");
                continue;
            }

            counted.RemoveAll(at => time.GetUtcNow() - at >= Window);
            var other = model.Keys.FirstOrDefault(name => !done.Contains(name) && !ChainOf(model, name).Intersect(chain).Any());
            if (other is not null && counted.Count + 2 <= limit && random.Next(2) == 0)
            {
                // Two that have nothing to do with each other fail at once: one chain is dealt with after the other.
                var second = ChainOf(model, other).Where(name => !done.Contains(name)).ToList();
                Parallel.Invoke(() => troupe.Fail(victim), () => troupe.Fail(other));
                counted.AddRange([time.GetUtcNow(), time.GetUtcNow()]);
                chain.Concat(second).ToList().ForEach(name => restarts[name]++);
                await Condition.HoldsAsync(
                    () => troupe.Story == $"{Restart(chain)} {Restart(second)}" || troupe.Story == $"{Restart(second)} {Restart(chain)}", $"seed {seed}: both restart, not {troupe.Story}");
                await Condition.HoldsAsync(() => chain.Concat(second).All(name => troupe.Of(name).State == PartState.Running), $"seed {seed}: both chains run");
                continue;
            }

            troupe.Fail(victim);
            if (counted.Count == limit)
            {
                var rest = model.Keys.Reverse().Where(name => name != victim && !done.Contains(name));
                await Condition.HoldsAsync(() => engine.State == EngineState.Stopped, $"seed {seed}: the engine has stopped");
                Assert.AreEqual(string.Join(' ', rest.Select(static name => "-" + name)), troupe.Story, $"seed {seed}");
                Assert.AreEqual(victim, engine.Failure!.Part);
                break;
            }

            counted.Add(time.GetUtcNow());
            chain.ForEach(name => restarts[name]++);
            await troupe.StoryIsAsync(Restart(chain));
            await Condition.HoldsAsync(() => chain.TrueForAll(name => troupe.Of(name).State == PartState.Running), $"seed {seed}: the chain runs");
        }

        foreach (var (name, count) in restarts)
        {
            Assert.AreEqual(count, troupe.Of(name).Restarts, $"seed {seed}: {name}");
        }
    }

    private static string Restart(List<string> chain)
        => string.Join(' ', chain.Skip(1).Reverse().Select(static name => "-" + name).Concat(chain.Select(static name => "+" + name)));

    private static List<string> ChainOf(Dictionary<string, string[]> model, string first)
    {
        var chain = new List<string> { first };
        chain.AddRange(model.Keys.Where(name => name != first && DependsOn(name)));
        return chain;

        bool DependsOn(string name) => model[name].Any(needed => needed == first || DependsOn(needed));
    }
}
