using System.Globalization;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Simple commands: assignments, words and redirections, and the functions that begin like one.</summary>
internal sealed partial class Parser
{
    private bool _hasExtendedPatterns;
    private bool _willHaveExtendedPatterns;

    private CommandNode? Simple()
    {
        var start = _at;
        var end = start;
        var mark = _nodes.Count;
        var words = 0;
        var takesArrays = false;
        while (!HasFailed)
        {
            SkipBlanks();
            var next = Peek();
            if (TryReadRedirection())
            {
                end = _at;
                continue;
            }

            if (next == '(' && words == 1 && _nodes.Count == mark + 1)
            {
                return Function(start, mark);
            }

            if (EndsWord(next) && !BeginsProcess(next))
            {
                break;
            }

            if (words > 0 || !TryReadAssignment())
            {
                _nodes.Add(ReadWord(takesArrays ? WordKind.Declaration : WordKind.Plain));
            }

            if (!HasFailed && _nodes[^1] is Word word)
            {
                takesArrays |= words == 0 && _isBash && TakesArrays(word);
                words++;
            }

            end = _at;
        }

        if (_nodes.Count == mark || Peek() == '(')
        {
            Unexpected();
        }

        if (HasFailed)
        {
            Drop(mark);
            return null;
        }

        _at = end;
        var command = new SimpleCommand(SpanOf(start, end), Nodes<Assignment>(mark), Nodes<Word>(mark), Nodes<Redirection>(mark));
        Drop(mark);
        NoteExtendedPatterns(command);
        return command;
    }

    private FunctionDefinition? Function(int start, int mark)
    {
        var word = (Word)_nodes[mark];
        var name = NameOf(word);
        Drop(mark);
        if (!_isBash && (word.Parts is not [LiteralText { Quoting: Quoting.None }] || !IsNameStart(name[0]) || name.AsSpan().ContainsAnyExcept(NameParts)))
        {
            Fail(start, _at, "That is no name for a function.");
            return null;
        }

        TakeParentheses();
        return FunctionBody(start, name);
    }

    /// <summary>Whether the command takes assignments of arrays as arguments.</summary>
    private static bool TakesArrays(Word name)
        => name.Parts is [LiteralText { Quoting: Quoting.None, Text: "declare" or "typeset" or "local" or "export" or "readonly" or "alias" or "eval" or "let" }];

    private void NoteExtendedPatterns(SimpleCommand command)
    {
        if (_isBash && command.Words is [{ Parts: [LiteralText { Text: "shopt" }] }, { Parts: [LiteralText { Text: "-s" or "-u" } option] }, ..]
            && command.Words.Skip(2).Any(static word => word.Parts is [LiteralText { Text: "extglob" }]))
        {
            _willHaveExtendedPatterns = option.Text == "-s";
        }
    }

    /// <summary>Reads an assignment. Where the word turns out to be none, its beginning is left as a word, or nothing is read.</summary>
    private bool TryReadAssignment()
    {
        if (!IsNameStart(Peek()))
        {
            return false;
        }

        var start = _at;
        var at = _at;
        while (at < _end && IsNamePart(_text[at]))
        {
            at++;
        }

        // Most words end the search here.
        if (at >= _end || _text[at] is not ('=' or '+' or '[' or '\\'))
        {
            return false;
        }

        var name = TakeName();
        if (_isBash && Peek() == '[')
        {
            return ReadElement(start, name);
        }

        if (TryTakeSign(out var isAppend))
        {
            _nodes.Add(AssignmentOf(start, name, null, isAppend));
            return true;
        }

        _at = start;
        return false;
    }

    private bool TryTakeSign(out bool isAppend)
    {
        isAppend = _isBash && Peek() == '+' && PeekSecond() == '=';
        return TryTake('=') || (isAppend && TryTake('+', '='));
    }

    /// <summary>Reads <c>NAME[index]=value</c>; without the sign it is a word that began so.</summary>
    private bool ReadElement(int start, string name)
    {
        var open = _at;
        var subscript = ReadBrackets();
        if (HasFailed)
        {
            return true;
        }

        if (TryTakeSign(out var isAppend))
        {
            _nodes.Add(AssignmentOf(start, name, subscript, isAppend));
            return true;
        }

        var mark = _nodes.Count;
        AddLiteral(start, open + 1, name + "[", Quoting.None);
        foreach (var part in subscript.Parts)
        {
            if (part is LiteralText literal)
            {
                AddLiteral(literal.Span.Start.Value, literal.Span.End.Value, literal.Text, literal.Quoting);
            }
            else
            {
                AddPart(part);
            }
        }

        AddLiteral(_at - 1, _at, "]", Quoting.None);
        _nodes.Add(ReadWordFrom(start, mark, WordKind.Plain));
        return true;
    }

    private Assignment AssignmentOf(int start, string name, Word? subscript, bool isAppend)
    {
        var value = EndsWord(Peek()) && !(Peek() == '(' && _isBash) && !BeginsProcess(Peek()) ? null : ReadWord(WordKind.Value);
        return new Assignment(SpanOf(start, _at), name, subscript, isAppend, value);
    }

    /// <summary>Reads <c>{NAME}</c> or digits right before a redirection.</summary>
    private bool TryTakeDescriptor(out int? number, out string? variable)
    {
        number = null;
        variable = null;
        var start = _at;
        if (IsDigit(Peek()))
        {
            var at = _at;
            while (at < _end && IsDigit(_text[at]))
            {
                at++;
            }

            // dash knows descriptors of one digit alone.
            if (Behind(at) is var next && next < _end && _text[next] is '<' or '>' && (_isBash || at - _at == 1)
                && int.TryParse(_text.AsSpan(_at, at - _at), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed))
            {
                number = parsed;
                _at = next;
                return true;
            }
        }
        else if (_isBash && Peek() == '{' && IsNameStart(PeekSecond()))
        {
            _at = Behind(_at + 1);
            variable = TakeName();
            if (TryTake('}') && Peek() is '<' or '>')
            {
                return true;
            }

            variable = null;
        }

        _at = start;
        return false;
    }
}
