using System.Globalization;
using Arrea.Dataflow.Tests.Child;

// A program for tests to run. What it does is its first argument, the verb.
var verbs = new Dictionary<string, Func<string[], int>>(StringComparer.Ordinal)
{
    ["echo"] = OutputVerbs.Echo,
    ["flood"] = OutputVerbs.Flood,
    ["spam"] = OutputVerbs.Spam,
    ["copy"] = OutputVerbs.Copy,
    ["close"] = OutputVerbs.Close,
    ["exit"] = static rest => Number(rest[0]),
    ["sleep"] = static rest => Waiting.For(Number(rest[0])),
    ["ignore"] = SignalVerbs.Ignore,
    ["trap"] = SignalVerbs.Trap,
    ["fork"] = ProcessVerbs.Fork,
    ["daemonise"] = ProcessVerbs.Daemonise,
    ["middle"] = ProcessVerbs.Middle,
    ["session"] = ProcessVerbs.Session,
    ["tree"] = TreeVerbs.Tree,
    ["host"] = HostVerbs.Host,
    ["memory"] = LoadVerbs.Memory,
    ["cpu"] = LoadVerbs.Cpu,
    ["env"] = StateVerbs.Env,
    ["fds"] = StateVerbs.Fds,
    ["terminal"] = StateVerbs.Terminal,
};

const int Misused = 2;
if (args.Length == 0 || !verbs.TryGetValue(args[0], out var run))
{
    await Console.Error.WriteLineAsync($"arrea-child: unknown verb '{args.FirstOrDefault()}'; there are {string.Join(", ", verbs.Keys)}").ConfigureAwait(false);
    return Misused;
}

try
{
    return run(args[1..]);
}
catch (Exception error) when (error is FormatException or OverflowException or IndexOutOfRangeException or KeyNotFoundException)
{
    await Console.Error.WriteLineAsync($"arrea-child: '{args[0]}' cannot be used with '{string.Join(' ', args[1..])}': {error.Message}").ConfigureAwait(false);
    return Misused;
}
catch (IOException error)
{
    await Console.Error.WriteLineAsync($"arrea-child: {error.Message}").ConfigureAwait(false);
    return 1;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
