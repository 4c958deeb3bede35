using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Templates;

/// <summary>Nasty arguments come back byte for byte through a real shell, wherever they stand.</summary>
[TestClass]
public sealed class RoundTripTests
{
    // Each prints the argument once, and nothing else.
    private static readonly string[] Everywhere =
    [
        "printf %s {}", "printf %s '{}'", "printf %s \"{}\"", "printf %s \"\"{}''", "x={}; printf %s \"$x\"", "x=\"{}\"; printf %s \"$x\"",
        "printf %s \"$(printf %s {}; printf x)\" | sed '$s/x$//'", "for x in {}; do printf %s \"$x\"; done", "f() { printf %s \"$1\"; }; f {}",
        "case {} in \"{}\") printf %s {};; esac", "{ printf %s {}; } | cat", "(printf %s {})", "true && printf %s {} || printf no",
        "sh -c 'printf %s \"$1\"' sh {}", "env printf %s {}", "if [ x = {} ]; then printf x; else printf %s {}; fi",
    ];

    private static readonly string[] BashOnly =
    [
        "printf %s $'{}'", "a=({}); printf %s \"${a[@]}\"", "[[ {} == \"{}\" ]] && printf %s {}", "cat <(printf %s {})", "cat <<< {} | head -c -1",
    ];

    private static readonly string[] Nasty =
    [
        "'", "\"", "\\", "\\'", "'\\''", "$(id)", "`id`", "$HOME", "${x}", "*", "?", "[a]", "~", "~root", "{a,b}", "{}", "#", "!", "!!", ";", "&", "|", "&&", "<", ">", "(", ")",
        "\n", "\t", "\r", " ", "-", "--", "-n", "%s", "%n", "\\n", "\\0", "\u00e9", "\U0001F600", "\u001b[2J", "EOF", "$'x'", "\"$(id)\"", "=", "a=b", "\u0001", "\u007f",
    ];

    [TestMethod]
    [ProgramCondition("bash")]
    public Task Expand_NastyArguments_ComeBackThroughBash() => RunAsync("bash", ShellDialect.Bash, [.. Everywhere, .. BashOnly]);

    [TestMethod]
    [ProgramCondition("dash")]
    public Task Expand_NastyArguments_ComeBackThroughDash() => RunAsync("dash", ShellDialect.Posix, Everywhere);

    [TestMethod]
    [ProgramCondition("dash")]
    public Task Expand_TextForBashThatASmallShellRuns_StaysInItsPlace()
        => RunAsync("dash", ShellDialect.Bash, ["printf %s $'{}'", "printf %s x$'{}' | cut -c2- | head -c 0; printf %s {}", "x=; printf %s \"${x}{}\"", "x=; printf %s \"$x\"{}", "A={}; printf %s \"$A\""]);

    private static async Task RunAsync(string shell, ShellDialect dialect, string[] templates)
    {
        var random = new Random(20251);
        var rounds = TestScale.Choose(2, 40, $"nasty arguments of templates through {shell}");
        await using var runner = CommandRunner.Create();
        foreach (var template in templates)
        {
            var read = CommandTemplate.Parse(template, dialect);
            for (var round = 0; round < rounds; round++)
            {
                // Many in one process: each output ends with a NUL, which no argument holds.
                var arguments = Enumerable.Range(0, 40).Select(_ => Argument(random)).ToList();
                var script = string.Concat(arguments.Select(argument => read.Expand(argument) + "\nprintf '\\0'\n"));
                var result = await runner.RunAsync(new CommandRequest { Text = script, Shell = shell });

                var expected = arguments.Select(argument => Convert.ToHexString(Encoding.UTF8.GetBytes(argument))).ToList();
                var actual = result.StandardOutput.Split('\0').SkipLast(1).Select(static text => Convert.ToHexString(Encoding.UTF8.GetBytes(text))).ToList();
                CollectionAssert.AreEqual(expected, actual, $"{template}: {result.StandardError}");
            }
        }
    }

    private static string Argument(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Nasty[random.Next(Nasty.Length)]));
}
