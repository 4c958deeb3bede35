using System.Text.Json;
using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Files that tools look for by name, such as a <c>Makefile</c>, where the text has written them itself.</summary>
internal sealed partial class Walker
{
    private void RunScripts(Invocation invocation, ShellState state, Frame frame)
    {
        if (_files.IsEmpty)
        {
            return;
        }

        switch (invocation.Name)
        {
            case "make" or "gmake":
                var make = CommandLineParser.Parse("make", invocation.Arguments);
                var folder = make.ValueOf("-C", "--directory") is { } inside ? DirectoryPath.Enter(invocation.Directory, inside, inside.Span) : invocation.Directory;
                IReadOnlyList<Value> names = make.ValueOf("-f", "--file", "--makefile") is { } named ? [named] : [.. Named(invocation, "GNUmakefile", "makefile", "Makefile")];
                foreach (var name in names)
                {
                    RunScript(name, folder, invocation, Recipes, state, frame);
                }

                break;

            case "npm" or "yarn" or "pnpm" or "bun":
                RunScript(Value.Of("package.json", invocation.Span), invocation.Directory, invocation, Scripts, state, frame);
                break;

            case "psql" or "mysql" or "mariadb" or "sqlite3" or "sqlcmd":
                var line = CommandLineParser.Parse(invocation.Name, invocation.Arguments);
                if (line.ValueOf("-f", "--file", "-i", "-init") is { } statements && _files.Find(WrittenFiles.KeyOf(statements, invocation.Directory)) is { } ways)
                {
                    var input = new InputStream(Sink.Collapse(ways), InputKind.File, frame.Branches);
                    Execute([invocation.Command], [], true, state.Copy(), frame with { Input = input, Output = new(keeps: false) }, invocation.Span);
                }

                break;
        }
    }

    private static IEnumerable<Value> Named(Invocation invocation, params IEnumerable<string> names) => names.Select(name => Value.Of(name, invocation.Span));

    private void RunScript(Value path, Value folder, Invocation invocation, Func<string, string?> commandsOf, ShellState state, Frame frame)
    {
        foreach (var flow in _files.Find(WrittenFiles.KeyOf(path, folder)) ?? [])
        {
            if (flow.Exact is { } text && Budget.SpendText((long)text.Length * 4) && commandsOf(text) is { } commands)
            {
                var inside = frame with { Output = new(keeps: false), Call = null, Input = new(Flow.Empty, InputKind.File, frame.Branches) };
                RunText(Value.Of(commands, path.Span), ShellDialect.Bash, invocation.Name!, FreshState([], invocation, state), inside, invocation.Span);
            }
            else
            {
                Add(new UnknownProgram(invocation.Span, frame.Context, ProgramKind.File, invocation.Name!, flow.Origins, path.ToString()));
            }
        }
    }

    /// <summary>The commands of a makefile: what stands behind a tab, behind the semicolon of a rule, and in <c>$(shell …)</c>.</summary>
    private static string Recipes(string text)
    {
        var commands = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('\t'))
            {
                commands.Add(line.TrimStart('\t', '@', '-', '+', ' ').Replace("$$", "$", StringComparison.Ordinal));
            }
            else if (line.IndexOf(':') is var colon and > 0 && line.IndexOf(';', colon) is var sign and > 0)
            {
                commands.Add(line[(sign + 1)..].Replace("$$", "$", StringComparison.Ordinal));
            }

            const string Shell = "$(shell ";
            if (line.IndexOf(Shell, StringComparison.Ordinal) is var start and >= 0 && line.LastIndexOf(')') is var end && end > start)
            {
                commands.Add(line[(start + Shell.Length)..end]);
            }
        }

        return string.Join('\n', commands);
    }

    /// <summary>The scripts of a <c>package.json</c>; null where it cannot be read.</summary>
    private static string? Scripts(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("scripts", out var scripts) && scripts.ValueKind == JsonValueKind.Object
                ? string.Join('\n', scripts.EnumerateObject().Where(static script => script.Value.ValueKind == JsonValueKind.String).Select(static script => script.Value.GetString()))
                : "";
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // A text with half a pair of surrogates is valid JSON, and no string.
            return null;
        }
    }
}
