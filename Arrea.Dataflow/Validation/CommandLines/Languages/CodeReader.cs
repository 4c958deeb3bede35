using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Finds in code of another language what it runs, deletes and writes, as far as that stands there in plain strings.</summary>
/// <remarks>What it finds is told as commands that do the same; what it does not find may be there all the same.</remarks>
internal sealed class CodeReader(InnerFinder inner, CodeText text, CodeLanguage language)
{
    private const int MostPrograms = 64;
    private const int MostArguments = 16;
    private const int MostTokens = 256;
    private const int MostTokensOfAllCalls = 1 << 16;
    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly CodeFindings _findings = new(inner, text);
    private IReadOnlyList<CodeToken> _tokens = [];
    private bool _decodes;
    private bool _fetches;
    private bool _connects;
    private bool _evaluates;
    private bool _expandsHome;
    private int _seen;

    /// <summary>What of the origins of its code is seen in it: decoded or fetched text that is run.</summary>
    public Origins Origins => _evaluates ? (_decodes ? Origins.Decoder : Origins.None) | (_fetches ? Origins.Network : Origins.None) : Origins.None;

    public void Read(string code, int depth)
    {
        _tokens = CodeLexer.Read(code, language);
        _expandsHome = code.Contains("expand", StringComparison.Ordinal);
        for (var at = 0; at < _tokens.Count && _findings.Count < MostPrograms; at++)
        {
            var token = _tokens[at];
            _connects |= token.Kind == CodeTokenKind.Text && token.Text is "socket" or "net" or "tls" or "node:net";
            if (token.Kind == CodeTokenKind.Command || (token.Kind == CodeTokenKind.Text && IsRunAsMethod(at)))
            {
                _findings.Run(token.Text);
            }
            else if (token.Kind == CodeTokenKind.Name || IsNamedByText(at))
            {
                ReadName(token.Text, at, depth);
            }
        }

        if (_connects && _tokens.Any(static token => token.Kind is CodeTokenKind.Text or CodeTokenKind.Command && CodeFindings.IsShellPath(token.Text)))
        {
            // A shell whose ends are a connection: what netcat does with -e.
            _findings.Command("nc", "-e", "/bin/sh", _tokens.FirstOrDefault(static token => token.Kind == CodeTokenKind.Text && token.Text.Contains('.', StringComparison.Ordinal)).Text ?? "host", "1");
        }
    }

    // getattr(os, "system")(…), fs["unlinkSync"](…)
    private bool IsNamedByText(int at)
        => at + 2 < _tokens.Count && _tokens[at].Kind == CodeTokenKind.Text && (_tokens[at + 1].Is(')') || _tokens[at + 1].Is(']')) && _tokens[at + 2].Is('(');

    // "text".execute(), "text".!
    private bool IsRunAsMethod(int at)
        => at + 2 < _tokens.Count && _tokens[at + 1].Is('.') && (_tokens[at + 2] is { Kind: CodeTokenKind.Name, Text: "execute" } || _tokens[at + 2].Is('!'));

    private void ReadName(string name, int at, int depth)
    {
        _decodes |= CodeCalls.IsDecoder(name);
        _fetches |= CodeCalls.IsFetch(name);
        _connects |= CodeCalls.IsSocket(name);
        Remember(name, at);
        var call = CodeCalls.Of(_aliases.GetValueOrDefault(name, name), language);
        var next = _tokens[at].Kind == CodeTokenKind.Text ? at + 2 : at + 1;
        _evaluates |= call == CodeCall.Evaluate;
        if (language is CodeLanguage.Perl && next + 1 < _tokens.Count && _tokens[next].Kind == CodeTokenKind.Name && (_tokens[next].Text == "glob" || _tokens[next + 1].Is(',')))
        {
            // unlink glob "…", and open with a bare handle.
            next++;
            next += _tokens[next].Is(',') ? 1 : 0;
        }

        if (language == CodeLanguage.Lisp)
        {
            (call, next) = at > 0 && _tokens[at - 1].Is('-') ? (CodeCall.None, next) : LispCall(name, at);
        }
        else if (next < _tokens.Count && _tokens[next].Is('!'))
        {
            next++;
        }

        if (call == CodeCall.None || next >= _tokens.Count || !(_tokens[next].Is('(') || IsText(next) || _tokens[next].Is('$') || _tokens[next].Is('[') || _tokens[next].Is('{') || language == CodeLanguage.Lisp))
        {
            return;
        }

        var arguments = Arguments(next, out var isList, out var hasOthers);
        if ((arguments.Count == 0 || name is "write_text" or "write_bytes") && at > 3 && _tokens[at - 1].Is('.') && _tokens[at - 2].Is(')') && TextOf(at - 3) is { } path)
        {
            // Path("x").unlink()
            arguments = [path];
        }

        Add(call, arguments, isList, hasOthers, depth);
    }

    private void Add(CodeCall call, List<string> arguments, bool isList, bool hasOthers, int depth)
    {
        _evaluates |= call == CodeCall.Evaluate || (call is CodeCall.Run or CodeCall.Replace && hasOthers);
        if (arguments.Count == 0)
        {
            return;
        }

        var first = arguments[0];
        switch (call)
        {
            case CodeCall.Run when isList || arguments.Count > 1:
                _findings.Command([.. arguments]);
                break;
            case CodeCall.Run:
                _findings.Run(first);
                break;
            case CodeCall.Replace:
                // The name is told a second time, as the first of the words.
                _findings.Command([first, .. arguments.Skip(arguments.Count > 1 && CodeFindings.BaseOf(arguments[1]) == CodeFindings.BaseOf(first) ? 2 : 1)]);
                break;
            case CodeCall.DeleteTree:
                _findings.Each(arguments, "rm", "-rf");
                break;
            case CodeCall.Delete:
                _findings.Each(arguments, "rm", "-f");
                break;
            case CodeCall.Move when arguments.Count > 1:
                _findings.Command("mv", first, arguments[1]);
                break;
            case CodeCall.Write:
                _findings.Command("tee", first);
                break;
            case CodeCall.Open:
                _findings.Open(arguments);
                break;
            case CodeCall.Read:
                _findings.Command("cat", first);
                break;
            case CodeCall.Evaluate when depth < 3:
                new CodeReader(inner, text, language).Read(first, depth + 1);
                break;
            default:
                break;
        }
    }

    // The strings of a call, those beside each other joined; what is behind a name and a sign is an option.
    private List<string> Arguments(int from, out bool isList, out bool hasOthers)
    {
        var arguments = new List<string>();
        var depth = 0;
        var isOption = false;
        var isJoined = false;
        isList = false;
        hasOthers = false;
        for (var at = from; at < _tokens.Count && at < from + MostTokens && arguments.Count < MostArguments && _seen < MostTokensOfAllCalls; at++, _seen++)
        {
            var token = _tokens[at];
            if (token.Kind == CodeTokenKind.Sign)
            {
                var sign = token.Text[0];
                if (sign is '(' or '[' or '{')
                {
                    depth++;
                    isList |= sign == '[';
                }
                else if (sign is ')' or ']' or '}' && --depth <= 0)
                {
                    break;
                }
                else if (depth == 0 && sign is ';' or '\n')
                {
                    break;
                }

                isJoined = sign is '+' or '.' && arguments.Count > 0;
                isOption = sign is '=' or ':' ? isOption : sign is '[' or '>' && isOption;
            }
            else if (TextOf(at) is { } part)
            {
                if (!isOption)
                {
                    Append(arguments, part, isJoined || (at > from && _tokens[at - 1].Kind == CodeTokenKind.Text && language == CodeLanguage.Python));
                }
            }
            else
            {
                hasOthers |= at + 1 < _tokens.Count && _tokens[at + 1].Is('(');
                isOption = at + 1 < _tokens.Count && (_tokens[at + 1].Is('=') || _tokens[at + 1].Is(':')) && token.Text is not ("args" or "command" or "cmd");
            }
        }

        return arguments;
    }

    private static void Append(List<string> arguments, string part, bool isJoined)
    {
        if (isJoined && arguments.Count > 0)
        {
            arguments[^1] += part;
        }
        else
        {
            arguments.Add(part);
        }
    }

    private string? TextOf(int at)
        => _tokens[at].Text is "HOME" or "homedir" || (_tokens[at].Text == "home" && _tokens[at].Kind == CodeTokenKind.Name) ? CodeText.Home
            : _tokens[at].Kind == CodeTokenKind.Text && _tokens[at].Text.StartsWith('~') && _expandsHome ? CodeText.Home + _tokens[at].Text[1..]
            : _tokens[at].Kind == CodeTokenKind.Text ? _tokens[at].Text
            : _tokens[at].Kind == CodeTokenKind.Name && _strings.TryGetValue(_tokens[at].Text, out var known) ? known
            : null;

    private bool IsText(int at) => TextOf(at) is not null;

    // name = 'text', and name as other.
    private void Remember(string name, int at)
    {
        if (name == "as" && at > 0 && at + 1 < _tokens.Count && _aliases.Count < MostPrograms)
        {
            _aliases[_tokens[at + 1].Text] = _tokens[at - 1].Text;
        }

        if (at + 2 < _tokens.Count && _tokens[at + 1].Is('=') && _tokens[at + 2].Kind == CodeTokenKind.Text && _strings.Count < MostPrograms)
        {
            _strings[name] = _tokens[at + 2].Text;
        }
    }

    // (shell-command "text"): signs part the words of a name.
    private (CodeCall Call, int Next) LispCall(string name, int at)
    {
        var next = at + 1;
        while (next + 1 < _tokens.Count && _tokens[next].Is('-') && _tokens[next + 1].Kind == CodeTokenKind.Name && next < at + 12)
        {
            name += "-" + _tokens[next + 1].Text;
            next += 2;
        }

        return (CodeCalls.Of(name, language), next);
    }
}
