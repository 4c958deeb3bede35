using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>One reading of a sed script.</summary>
internal sealed class SedReader(InnerFinder inner, CodeText text)
{
    private const int MostPrograms = 32;
    private readonly string _code = text.Text;
    private int _at;
    private int _found;
    private int _expected;

    /// <summary>
    /// Whether the script is known to its end. What is not known may stand where people put it every day: in an address, and in the pattern and
    /// the text of a substitution whose flags are known.
    /// </summary>
    public bool Read() => ReadAll() && _expected == _code.Count(text.IsUnknown);

    private bool ReadAll()
    {
        while (true)
        {
            Skip(" \t\n;}");
            if (_at >= _code.Length)
            {
                return true;
            }

            if (_code[_at] == '#')
            {
                ToLineEnd();
                continue;
            }

            if (!ReadAddresses())
            {
                return false;
            }

            if (_at >= _code.Length || !ReadCommand(_code[_at++]))
            {
                return false;
            }
        }
    }

    private bool ReadAddresses()
    {
        while (_at < _code.Length)
        {
            var letter = _code[_at];
            if (letter == '/')
            {
                _at++;
                if (!SkipTo('/'))
                {
                    return false;
                }

                Skip("IM");
            }
            else if (letter == '\\' && _at + 1 < _code.Length)
            {
                var delimiter = _code[_at + 1];
                _at += 2;
                if (!SkipTo(delimiter))
                {
                    return false;
                }

                Skip("IM");
            }
            else if (text.IsMark(letter))
            {
                _at++;
                _expected += text.IsUnknown(letter) ? 1 : 0;
            }
            else if (char.IsAsciiDigit(letter) || letter is '$' or ',' or '~' or '+' or '!' or ' ' or '\t')
            {
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private bool ReadCommand(char command)
    {
        switch (command)
        {
            case '{' or '=' or 'd' or 'D' or 'g' or 'G' or 'h' or 'H' or 'n' or 'N' or 'p' or 'P' or 'x' or 'z' or 'F':
                return true;
            case 'b' or 't' or 'T' or ':':
                var end = _code.AsSpan(_at).IndexOfAny(";\n}");
                _at = end < 0 ? _code.Length : _at + end;
                return true;
            case 'q' or 'Q' or 'l' or 'L':
                Skip(" \t0123456789");
                return true;
            case 'a' or 'i' or 'c':
                ReadInserted();
                return true;
            case 'e':
                RunLine();
                return true;
            case 'w' or 'W':
                Tell("tee", Rest());
                return true;
            case 'r' or 'R':
                Tell("cat", Rest());
                return true;
            case 's':
                return ReadSubstitution();
            case 'y':
                return _at < _code.Length && _code[_at++] is var delimiter && SkipTo(delimiter) && SkipTo(delimiter);
            default:
                return false;
        }
    }

    private bool ReadSubstitution()
    {
        if (_at >= _code.Length)
        {
            return false;
        }

        var delimiter = _code[_at++];
        if (text.IsMark(delimiter) || !SkipTo(delimiter))
        {
            return false;
        }

        var start = _at;
        if (!SkipTo(delimiter))
        {
            return false;
        }

        var replacement = _code[start..(_at - 1)].Replace($"\\{delimiter}", delimiter.ToString(), StringComparison.Ordinal);
        while (_at < _code.Length && _code[_at] is not (';' or '\n' or '}' or ' '))
        {
            var flag = _code[_at++];
            if (flag == 'e')
            {
                // The line that results runs as a command.
                inner.Add(new InnerByOption(inner.Span, RunContext.ByOption, "s///e"));
                inner.Text(replacement.Length == 0 && inner.Invocation.Input.Text is { } line ? line : Unknown(replacement), RunContext.Code);
                _found++;
            }
            else if (flag == 'w')
            {
                Tell("tee", Rest());
                return true;
            }
            else if (!char.IsAsciiDigit(flag) && flag is not ('g' or 'p' or 'i' or 'I' or 'm' or 'M'))
            {
                return false;
            }
        }

        return true;
    }

    private void RunLine()
    {
        var command = Rest();
        inner.Add(new InnerByOption(inner.Span, RunContext.ByOption, "e"));
        inner.Text(command.Length > 0 ? text.ValueOf(command) : Values.Unknown("a line of the input", Origins.File, inner.Span), RunContext.Code);
        _found++;
    }

    private Value Unknown(string replacement)
        => replacement.AsSpan().ContainsAny("&\\") || replacement.Length == 0
            ? Values.Unknown("a line of the input", Origins.File, inner.Span)
            : text.ValueOf(replacement);

    private void ReadInserted()
    {
        // a\ text; a line that ends in a backslash goes on.
        do
        {
            ToLineEnd();
        }
        while (_at < _code.Length && _at > 0 && _code[_at - 1] == '\\' && ++_at < _code.Length);
    }

    private string Rest()
    {
        Skip(" \t");
        var start = _at;
        ToLineEnd();
        return _code[start.._at].TrimEnd();
    }

    private void Tell(string program, string path)
    {
        if (path.Length > 0 && path is not ("/dev/stdout" or "/dev/stderr" or "/dev/stdin") && _found++ < MostPrograms)
        {
            inner.Command([Value.Of(program, inner.Span), text.ValueOf(path)], RunContext.Code);
        }
    }

    // Behind the next delimiter; classes in brackets may hold it where it is not a slash of their own.
    private bool SkipTo(char delimiter)
    {
        while (_at < _code.Length)
        {
            var letter = _code[_at++];
            if (letter == '\\')
            {
                _at++;
            }
            else if (letter == delimiter)
            {
                return true;
            }
            else if (text.IsUnknown(letter))
            {
                _expected++;
            }
        }

        return false;
    }

    private void ToLineEnd()
    {
        var end = _code.IndexOf('\n', _at);
        _at = end < 0 ? _code.Length : end;
    }

    private void Skip(string letters)
    {
        while (_at < _code.Length && letters.Contains(_code[_at], StringComparison.Ordinal))
        {
            _at++;
        }
    }
}
