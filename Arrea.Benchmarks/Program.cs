using Arrea.Benchmarks.Compare;
using BenchmarkDotNet.Running;

if (args is ["compare", .. var rest])
{
    return await CompareVerb.RunAsync(rest, Console.Out, Console.Error);
}

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine($"{CompareVerb.Usage}\n{string.Join('\n', CompareVerb.Help)}\nAnything else goes to BenchmarkDotNet, such as --filter '*'.");
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(CompareVerb).Assembly).Run(args);
return 0;
