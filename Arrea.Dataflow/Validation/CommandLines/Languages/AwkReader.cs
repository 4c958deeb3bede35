using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>One reading of an awk program.</summary>
internal sealed class AwkReader(InnerFinder inner, CodeText text) : AwkScanner(text.Text)
{
    private const int MostPrograms = 32;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private int _depth;
    private int _found;
    private bool _prints;
    private string? _lastText;

    // The last sign or name, which tells a division from a pattern.
    private char _last = ';';

    /// <summary>Whether it runs and writes nothing but what has been told.</summary>
    public bool IsUnderstood { get; private set; } = true;

    /// <summary>Tells the value of a variable.</summary>
    public void Know(string name, string value) => _known[name] = value;

    public void Read()
    {
        while (At < Code.Length)
        {
            ReadOne();
        }
    }

    private void ReadOne()
    {
        var letter = Code[At];
        if (letter is ' ' or '\t')
        {
            At++;
        }
        else if (letter == '#')
        {
            var end = Code.IndexOf('\n', At);
            At = end < 0 ? Code.Length : end;
        }
        else if (letter == '"')
        {
            _lastText = ReadText();
            _last = '"';
        }
        else if (letter == '/' && _last is not ('a' or ')' or '"' or ']' or '$'))
        {
            SkipPattern();
            _last = '"';
        }
        else if (char.IsLetterOrDigit(letter) || letter == '_')
        {
            ReadName();
        }
        else
        {
            ReadSign(letter);
        }
    }

    private void ReadName()
    {
        var start = At;
        while (At < Code.Length && (char.IsLetterOrDigit(Code[At]) || Code[At] == '_'))
        {
            At++;
        }

        _last = 'a';
        var name = Code[start..At];
        Remember(name);
        switch (name)
        {
            case "print" or "printf":
                _prints = true;
                _depth = 0;
                _last = ';';
                break;
            case "system":
                System();
                break;
            case "getline":
                GetLine();
                break;
            default:
                break;
        }
    }

    // name = "text"
    private void Remember(string name)
    {
        var at = At;
        SkipBlanks();
        if (Peek() == '=' && At + 1 < Code.Length && Code[At + 1] != '=')
        {
            At++;
            SkipBlanks();
            var known = Peek() == '"' ? ReadText() : null;
            SkipBlanks();
            if (known is not null && (Peek() is ';' or '}' or '\n' or ')' or '\0'))
            {
                Know(name, known);
            }
            else
            {
                _known.Remove(name);
            }
        }
        else if (_known.TryGetValue(name, out var value))
        {
            _lastText = value;
        }

        At = at;
    }

    private void ReadSign(char letter)
    {
        At++;
        switch (letter)
        {
            case '(' or '[':
                _depth++;
                break;
            case ')' or ']':
                _depth--;
                break;
            case ';' or '\n' or '}' or '{':
                _prints = false;
                _lastText = null;
                break;
            case '|' when Peek() == '|':
                At++;
                break;
            case '|':
                Pipe();
                break;
            case '>' when _prints && _depth <= 0 && Peek() != '=':
                At += Peek() == '>' ? 1 : 0;
                WriteFile();
                break;
            case '@':
                IsUnderstood = false;
                break;
            default:
                break;
        }

        _last = letter;
    }

    private void System()
    {
        SkipBlanks();
        if (Peek() != '(')
        {
            return;
        }

        At++;
        _depth++;
        Run(Expression(')'));
    }

    // "cmd" | getline, and print … | "cmd".
    private void Pipe()
    {
        At += Peek() == '&' ? 1 : 0;
        SkipBlanks();
        if (string.CompareOrdinal(Code, At, "getline", 0, 7) == 0)
        {
            At += 7;
            Run(_lastText is { } command ? text.ValueOf(command) : Unknown());
        }
        else
        {
            Run(Expression('\0'));
        }
    }

    private void GetLine()
    {
        SkipBlanks();
        var at = At;
        while (at < Code.Length && (char.IsLetterOrDigit(Code[at]) || Code[at] is '_' or ' ' or '$' or '['))
        {
            at++;
        }

        if (at < Code.Length && Code[at] == '<')
        {
            At = at + 1;
            var path = Expression('\0');
            Tell("cat", path);
        }
    }

    private void WriteFile() => Tell("tee", Expression('\0'));

    // Text and what is not known beside it, up to the end of the statement or a closing bracket.
    private Value Expression(char close)
    {
        var value = new ValueBuilder();
        var depth = 0;
        while (At < Code.Length)
        {
            SkipBlanks();
            var letter = Peek();
            if (letter == '"')
            {
                value.Append(text.ValueOf(ReadText()));
                continue;
            }

            if (letter is ';' or '\n' or '}' or '\0' || (letter == ')' && depth == 0))
            {
                break;
            }

            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (close == '\0' && letter is '|' or '>')
            {
                break;
            }

            var start = At;
            while (At < Code.Length && (char.IsLetterOrDigit(Code[At]) || Code[At] is '_' or '$'))
            {
                At++;
            }

            if (At == start)
            {
                At++;
            }
            else if (_known.TryGetValue(Code[start..At], out var known))
            {
                value.Append(text.ValueOf(known));
            }
            else
            {
                value.Append(new Piece(PieceKind.Unknown, Code[start..At], Origins.File | (inner.Invocation.Input.Origins & ~Origins.Outside)));
            }
        }

        _last = '"';
        return value.Take(inner.Span);
    }

    private void Run(Value command)
    {
        if (_found++ < MostPrograms)
        {
            inner.Text(command, RunContext.Code);
            if (command.Exact is not { } plain || !InnerFinder.IsOrdinary(plain))
            {
                inner.Add(new InnerByOption(command.Span, RunContext.ByOption, "system()"));
            }
        }

        IsUnderstood &= command.Exact is not null && _found <= MostPrograms;
    }

    private void Tell(string program, Value path)
    {
        if (path.Exact is "/dev/stderr" or "/dev/stdout" or "/dev/null" or "-")
        {
            return;
        }

        if (_found++ < MostPrograms)
        {
            inner.Command([Value.Of(program, path.Span), path], RunContext.Code);
        }

        IsUnderstood &= _found <= MostPrograms;
    }

    private Value Unknown() => Values.Unknown("a command of the awk program", Origins.File, inner.Span);
}
