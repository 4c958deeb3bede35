using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>One reading of one list of arguments.</summary>
internal sealed class CommandLineReader(string command, IReadOnlyList<Value> arguments)
{
    private readonly List<CommandOption> _options = [];
    private readonly List<Value> _operands = [];
    private OptionTable _table = OptionTables.Of(command);
    private string _path = command;
    private bool _isOver;
    private int? _afterEnd;
    private int _next;

    public CommandLine Read()
    {
        if (_table.HasOldCluster && arguments is [{ Exact: { Length: > 0 } first }, ..] && first[0] != '-')
        {
            ReadOldCluster(first, arguments[_next++].Span);
        }

        while (_next < arguments.Count)
        {
            ReadOne(arguments[_next++]);
        }

        return new CommandLine(_options, _operands) { Table = _table, AfterEnd = _afterEnd };
    }

    private void ReadOne(Value argument)
    {
        var start = argument.KnownStart;
        if (_isOver || start.Length == 0 || start[0] != '-')
        {
            ReadOperand(argument, start);
        }
        else if (start.Length == 1)
        {
            if (argument.Exact is not null)
            {
                ReadOperand(argument, start);
            }
            else
            {
                _options.Add(new("-", argument, argument.Span));
            }
        }
        else if (argument.Exact == "--")
        {
            _isOver = true;
            _afterEnd ??= _operands.Count;
        }
        else if (start.StartsWith("--", StringComparison.Ordinal) || _table.HasWholeWords)
        {
            ReadLong(argument, start);
        }
        else
        {
            ReadCluster(argument, start);
        }
    }

    private void ReadOperand(Value argument, string start)
    {
        if (!_isOver && _table.HasKeys && start.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
        {
            _options.Add(new(start[..(equals + 1)], Values.Skip(argument, equals + 1), argument.Span));
            return;
        }

        if (_table.IsExpression && argument.Exact is ("(" or ")" or "!" or ","))
        {
            return;
        }

        _operands.Add(argument);
        if (_isOver)
        {
            return;
        }

        if (_table.HasSubcommands)
        {
            _path = $"{_path}/{argument.Exact}";
            _table = OptionTables.Inner(_path, _table);
        }
        else if (_table.EndsAtOperand)
        {
            _isOver = true;
        }
    }

    private void ReadLong(Value argument, string start)
    {
        var equals = start.IndexOf('=', StringComparison.Ordinal);
        var given = equals < 0 ? start : start[..equals];
        if (equals < 0 && argument.Exact is null)
        {
            // The name itself goes on with something unknown.
            _options.Add(new("-", argument, argument.Span));
            return;
        }

        var name = _table.FullNameOf(_table.HasWholeWords && given.StartsWith("--", StringComparison.Ordinal) && given.Length > 2 ? given[1..] : given);
        var shape = _table.ShapeOf(name).Argument;
        if (shape == OptionArgument.UpToEnd)
        {
            SkipToEnd();
        }

        var value = equals >= 0 ? Values.Skip(argument, equals + 1) : shape == OptionArgument.Required ? TakeNext() : null;
        _options.Add(new(name, value, argument.Span));
    }

    private void ReadCluster(Value argument, string start)
    {
        // A letter that is there twice says nothing new.
        UInt128 seen = 0;
        for (var at = 1; at < start.Length; at++)
        {
            if (start[at] < 128 && ((seen >> start[at]) & 1) == 1)
            {
                continue;
            }

            seen |= start[at] < 128 ? (UInt128)1 << start[at] : 0;
            var name = $"-{start[at]}";
            var shape = _table.ShapeOf(name).Argument;
            if (shape is OptionArgument.Required or OptionArgument.Glued)
            {
                var hasRest = at + 1 < start.Length || argument.Exact is null;
                _options.Add(new(name, hasRest ? Values.Skip(argument, at + 1) : shape == OptionArgument.Required ? TakeNext() : null, argument.Span));
                return;
            }

            if (shape == OptionArgument.UpToEnd)
            {
                SkipToEnd();
            }

            while (shape == OptionArgument.Digits && at + 1 < start.Length && (char.IsAsciiDigit(start[at + 1]) || start[at + 1] == 'x'))
            {
                at++;
            }

            _options.Add(new(name, null, argument.Span));
        }

        if (argument.Exact is null)
        {
            _options.Add(new("-", argument, argument.Span));
        }
    }

    private void ReadOldCluster(string letters, Range span)
    {
        foreach (var letter in letters)
        {
            var name = $"-{letter}";
            _options.Add(new(name, _table.ShapeOf(name).Argument == OptionArgument.Required ? TakeNext() : null, span));
        }
    }

    private Value? TakeNext() => _next < arguments.Count ? arguments[_next++] : null;

    private void SkipToEnd()
    {
        while (_next < arguments.Count)
        {
            var word = arguments[_next++].Exact;
            if (word == ";" || (word == "+" && arguments[_next - 2].Exact == "{}"))
            {
                return;
            }
        }
    }
}
