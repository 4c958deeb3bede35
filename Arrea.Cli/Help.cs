using System.CommandLine;
using System.Reflection;
using System.Text;
using Arrea.Cli.Arguments;

namespace Arrea.Cli;

/// <summary>The texts of <c>--help</c> and <c>--version</c>.</summary>
internal static class Help
{
    private const int Column = 26;
    private const int Width = 100;

    public static string Version
    {
        get
        {
            // Behind the plus sign stands the commit, which is no part of a version.
            var version = typeof(Help).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
            return $"arrea {version?.Split('+')[0]}\n";
        }
    }

    public static string Program() => """
        arrea: run shell commands in parallel, and learn what became of each of them.

        Usage:
          arrea run [flags]     Run commands in parallel.
          arrea run --help      The flags of run, and examples.
          arrea explain [flags] Say what validation makes of commands; nothing runs.
          arrea --version       The version.

        Example:
          arrea run -c 'make docs' -c 'make test'

        """;

    public static string Explain(ExplainFlags flags)
    {
        var text = new StringBuilder("""
            Say what validation makes of commands: how they are read, what they would do, and which rules
            they break. Nothing runs.

            Usage:
              arrea explain 'COMMAND' ['COMMAND' ...] [flags]
              arrea explain --file FILE [flags]
              PROGRAM | arrea explain [flags]

            Examples:
              arrea explain 'cd / && rm -rf var'
              arrea explain --json --file jobs.txt
              arrea explain --allow no_git_rewrite 'git push --force'
              printf 'rm -rf build\0ls\0' | arrea explain --null

            Flags:

            """);
        foreach (var flag in flags.All)
        {
            Append(text, NamesOf(flag), flag.Description!);
        }

        return text.Append("""

            Each argument is one whole command: put it in quotes. With --json, each command gives
            {"command","verdict","rule","pattern","span","why"}: the verdict is ok, dangerous, injection or
            invalid, the span [from,to] in characters, and what there is none of is null.

            Exit codes:
              0         nothing is refused
              2         the command line is wrong
              3         at least one command is refused
              4         the file cannot be read

            """).ToString();
    }

    public static string Run(RunFlags flags)
    {
        var text = new StringBuilder("""
            Run shell commands in parallel.

            Usage:
              arrea run -c 'COMMAND' [-c 'COMMAND' ...] [flags]
              arrea run --file FILE [flags]
              PROGRAM | arrea run [flags]

            Examples:
              arrea run -c 'make docs' -c 'make test'
              arrea run --file jobs.txt --parallel 50% --keep-order
              printf 'sleep %s\n' 3 1 2 | arrea run -j 3 --output tag
              arrea run -c './fetch' --retries 5 --backoff exponential --timeout 2m
              arrea run -a jobs.txt -o ndjson | jq 'select(.type == "job.finished")'
              arrea run -a jobs.txt --dry-run

            """);
        foreach (var (heading, group) in flags.Groups)
        {
            text.Append('\n').Append(heading).Append(":\n");
            foreach (var flag in group)
            {
                Append(text, NamesOf(flag), flag.Description!);
            }

            foreach (var (names, description) in group == flags.Groups[0].Flags ? flags.RuntimeFamilies : [])
            {
                Append(text, names, description);
            }
        }

        return text.Append("""

            Without --command or --file, commands are read from standard input when it is a pipe or a file,
            one a line; blank lines are skipped. Those of --command, --file and a file on standard input are
            validated before the first one starts; lines of a pipe are validated as they come, and the first
            that is refused is the last. Jobs themselves read from the null device.
            A duration D is 500ms, 2s, 5m or 1h; a bare number is milliseconds.
            A value that begins with '-' is written with an equals sign: --command='-x'.

            Output modes (results on standard output, everything else on standard error):
              auto      tag on a terminal, else group
              group     a job's whole output, all attempts, when it ends
              line      whole lines as they come
              tag       line, each line after its command and a tab
              ndjson    one JSON object a line for everything that happens
              quiet     outputs only, in the order of the commands, no summary
              none      no output of jobs, no summary

            Exit codes:
              0         every job succeeded
              1         at least one did not; a single job's own code is passed on instead:
                        124 after a timeout, 128+n after signal n, 126 or 127 when it could not start
              2         the command line is wrong; nothing was run
              3         validation refused a command
              4         a file given as input cannot be used
              125       arrea itself failed, or could not write the output
              130, 143  ended by Ctrl-C or TERM (128+n for signal n); a second one kills at once
              141       standard output was closed

            """).ToString();
    }

    private static string NamesOf(Option flag) => $"{string.Concat(flag.Aliases.Select(static alias => alias + ", "))}{flag.Name} {flag.HelpName}".TrimEnd();

    private static void Append(StringBuilder text, string names, string description)
    {
        var line = new StringBuilder("  ").Append(names.StartsWith("--", StringComparison.Ordinal) ? "    " : "").Append(names).Append("  ");
        foreach (var word in description.Split(' '))
        {
            if (line.Length < Column)
            {
                line.Append(' ', Column - line.Length);
            }
            else if (line.Length + word.Length > Width)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(' ', Column);
            }

            line.Append(word).Append(' ');
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
