using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Tells what code does as commands that do the same.</summary>
internal sealed class CodeFindings(InnerFinder inner, CodeText text)
{
    /// <summary>How many have been told.</summary>
    public int Count { get; private set; }

    public void Open(List<string> arguments)
    {
        var path = arguments[0];
        if (path.StartsWith('|') || path.EndsWith('|'))
        {
            Run(path.Trim('|', ' '));
        }
        else if (path is "-|" or "|-" && arguments.Count > 1)
        {
            Command([.. arguments.Skip(1)]);
        }
        else if (path.StartsWith('>') || path.StartsWith("+<", StringComparison.Ordinal))
        {
            var rest = path.TrimStart('>', '+', '<', ' ');
            if (rest.Length > 0 && !rest.StartsWith('&') && !rest.StartsWith(':'))
            {
                Command("tee", rest);
            }
            else if (arguments.Count > 1)
            {
                Command("tee", arguments[1]);
            }
        }
        else if (arguments.Count > 1 && arguments[1].Length <= 3 && arguments[1].AsSpan().ContainsAny("wax+"))
        {
            Command("tee", path);
        }
        else if (path.TrimStart('<', ' ') is { Length: > 0 } read)
        {
            Command("cat", read);
        }
        else if (arguments.Count > 1)
        {
            Command("cat", arguments[1]);
        }
    }

    public void Each(List<string> paths, string program, string option)
    {
        foreach (var path in paths)
        {
            if (path.Length > 0)
            {
                Command(program, option, path);
            }
        }
    }

    public void Run(string shellText)
    {
        Count++;
        inner.Text(text.ValueOf(shellText), RunContext.Code, runner: inner.Name);
    }

    public void Command(params IReadOnlyList<string> words)
    {
        Count++;
        inner.Command([.. words.Select(text.ValueOf)], RunContext.Code);
    }

    public static bool IsShellPath(string value)
        => BaseOf(value.Split(' ', 2)[0]) is "sh" or "bash" or "dash" or "zsh" or "ksh" or "cmd.exe";

    public static string BaseOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
