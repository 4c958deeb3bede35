using System.Text;
using Arrea.Dataflow.Validation.Evaluation;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>One reading of an awk program.</summary>
internal sealed class AwkReader(InnerFinder inner, CodeText text)
{
    private const int MostPrograms = 32;
    private readonly string _code = text.Text;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private int _at;
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
        while (_at < _code.Length)
        {
            ReadOne();
        }
    }

    private void ReadOne()
    {
        var letter = _code[_at];
        if (letter is ' ' or '\t')
        {
            _at++;
        }
        else if (letter == '#')
        {
            var end = _code.IndexOf('\n', _at);
            _at = end < 0 ? _code.Length : end;
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
        var start = _at;
        while (_at < _code.Length && (char.IsLetterOrDigit(_code[_at]) || _code[_at] == '_'))
        {
            _at++;
        }

        _last = 'a';
        var name = _code[start.._at];
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
        var at = _at;
        SkipBlanks();
        if (Peek() == '=' && _at + 1 < _code.Length && _code[_at + 1] != '=')
        {
            _at++;
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

        _at = at;
    }

    private void ReadSign(char letter)
    {
        _at++;
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
                _at++;
                break;
            case '|':
                Pipe();
                break;
            case '>' when _prints && _depth <= 0 && Peek() != '=':
                _at += Peek() == '>' ? 1 : 0;
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

        _at++;
        _depth++;
        Run(Expression(')'));
    }

    // "cmd" | getline, and print … | "cmd".
    private void Pipe()
    {
        _at += Peek() == '&' ? 1 : 0;
        SkipBlanks();
        if (string.CompareOrdinal(_code, _at, "getline", 0, 7) == 0)
        {
            _at += 7;
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
        var at = _at;
        while (at < _code.Length && (char.IsLetterOrDigit(_code[at]) || _code[at] is '_' or ' ' or '$' or '['))
        {
            at++;
        }

        if (at < _code.Length && _code[at] == '<')
        {
            _at = at + 1;
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
        while (_at < _code.Length)
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

            var start = _at;
            while (_at < _code.Length && (char.IsLetterOrDigit(_code[_at]) || _code[_at] is '_' or '$'))
            {
                _at++;
            }

            if (_at == start)
            {
                _at++;
            }
            else if (_known.TryGetValue(_code[start.._at], out var known))
            {
                value.Append(text.ValueOf(known));
            }
            else
            {
                value.Append(new Piece(PieceKind.Unknown, _code[start.._at], Origins.File));
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

    private Value Unknown() => Values.Unknown("a command of the awk program", Origins.File, UnknownTraits.None, inner.Span);

    private string ReadText()
    {
        var part = new StringBuilder();
        _at++;
        while (_at < _code.Length && _code[_at] != '"')
        {
            if (_code[_at] == '\\' && _at + 1 < _code.Length)
            {
                _at++;
                part.Append(_code[_at] switch { 'n' => '\n', 't' => '\t', var other => other });
            }
            else
            {
                part.Append(_code[_at]);
            }

            _at++;
        }

        _at++;
        return part.ToString();
    }

    private void SkipPattern()
    {
        _at++;
        var isClass = false;
        while (_at < _code.Length && (isClass || _code[_at] != '/') && _code[_at] != '\n')
        {
            isClass = _code[_at] switch { '[' => true, ']' => false, _ => isClass };
            _at += _code[_at] == '\\' ? 2 : 1;
        }

        _at++;
    }

    private void SkipBlanks()
    {
        while (_at < _code.Length && _code[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    private char Peek() => _at < _code.Length ? _code[_at] : '\0';
}
