using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Validation;

namespace Arrea.Benchmarks.Sections;

/// <summary>Commands that are judged, again and again. All of them are harmless, which each arm has to find.</summary>
internal sealed class Judgements(IReadOnlyList<string> commands, int count)
{
    private static readonly string[] Texts = ["rm -rf", "sudo ", "dd if=", "mkfs", ":(){ :|:& };:"];
    private static readonly ValidationOptions Classic = new() { Profile = ValidationProfile.Classic };

    public int Count => count;

    public Task<Sample> GuardAsync() => SampleAsync(static command => CommandValidator.Validate(command).IsAccepted);

    public Task<Sample> ClassicAsync() => SampleAsync(static command => CommandValidator.Validate(command, Classic).IsAccepted);

    /// <summary>What was there before: a search for five texts, which sees neither another spelling nor what is only a word.</summary>
    public Task<Sample> SubstringsAsync() => SampleAsync(static command => !Array.Exists(Texts, text => command.Contains(text, StringComparison.Ordinal)));

    /// <summary>One look at a text that is made to take long. Whatever the verdict, it comes.</summary>
    public static Task<Sample> HostileAsync(string text) => Meter.AllocatedAsync(() =>
    {
        WrongWorkException.Require(1, CommandValidator.Validate(text) is null ? 0 : 1, "verdicts");
        return Task.CompletedTask;
    });

    private async Task<Sample> SampleAsync(Func<string, bool> accepts)
    {
        var accepted = 0;
        var sample = await Meter.AllocatedAsync(() =>
        {
            for (var i = 0; i < count; i++)
            {
                accepted += accepts(commands[i % commands.Count]) ? 1 : 0;
            }

            return Task.CompletedTask;
        });
        WrongWorkException.Require(count, accepted, "accepted commands");
        return sample;
    }
}
