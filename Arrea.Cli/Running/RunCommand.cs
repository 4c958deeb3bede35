using Arrea.Cli.Arguments;
namespace Arrea.Cli.Running;
internal static class RunCommand
{
    public static Task<int> RunAsync(RunOptions options) { Console.WriteLine(options); return Task.FromResult(0); }
}
