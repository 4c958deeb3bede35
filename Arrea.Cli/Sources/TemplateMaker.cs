using System.Text;
using System.Text.RegularExpressions;
using Arrea.Cli.Arguments;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Sources;

/// <summary>The pieces are arguments of a template.</summary>
/// <param name="template">The template.</param>
/// <param name="options">How many arguments a command gets, and what their columns are.</param>
/// <param name="jobs">Makes the jobs.</param>
internal sealed class TemplateMaker(CommandTemplate template, ArgumentOptions options, JobFactory jobs) : JobMaker
{
    // The number of the slot is put in later, and may be longer.
    private const int RoomForSlots = 64;

    private readonly List<IReadOnlyList<string>> _waiting = [];
    private readonly int _most = options.MostArguments ?? (options.Fills ? int.MaxValue : 1);
    private readonly int _room = CommandValidator.MaxBytes - (template.UsesSlot ? RoomForSlots : 0);
    private int _read;
    private int _number;
    private long _bytes;

    public override IEnumerable<Job> Add(IReadOnlyList<string> piece)
    {
        _read++;
        var arguments = ColumnsOf(piece);
        if (_most == 1)
        {
            return [Make(arguments)];
        }

        _waiting.Add(arguments);
        if (!options.Fills)
        {
            return _waiting.Count == _most ? [Take(_most)] : [];
        }

        _bytes += arguments.Sum(static argument => Encoding.UTF8.GetByteCount(argument) + 1L);
        return _waiting.Count == _most ? Fill() : _bytes > _room ? [Take(CountThatFits())] : [];
    }

    public override IEnumerable<Job> End() => options.Fills ? Fill() : _waiting.Count > 0 ? [Take(_waiting.Count)] : [];

    /// <summary>All that wait, in as few commands as they fit in.</summary>
    private List<Job> Fill()
    {
        List<Job> filled = [];
        while (_waiting.Count > 0)
        {
            filled.Add(Take(CountThatFits()));
        }

        return filled;
    }

    private Job Take(int count)
    {
        string[] arguments = [.. _waiting.Take(count).SelectMany(static waiting => waiting)];
        _waiting.RemoveRange(0, count);
        _bytes -= arguments.Sum(static argument => Encoding.UTF8.GetByteCount(argument) + 1L);
        return Make(arguments);
    }

    private Job Make(IReadOnlyList<string> arguments) => jobs.Make(template, arguments, ++_number);

    private int CountThatFits()
    {
        // What no command can carry goes alone, so that it is refused alone.
        if (_waiting.FindIndex(static arguments => !JobFactory.CanCarry(arguments)) is var odd and >= 0)
        {
            return odd == 0 ? 1 : CountThatFits(odd);
        }

        return CountThatFits(_waiting.Count);
    }

    private int CountThatFits(int most)
    {
        var (least, tooMany) = (1, most + 1);
        for (var count = most; tooMany - least > 1; count = (least + tooMany) / 2)
        {
            string[] arguments = [.. _waiting.Take(count).SelectMany(static waiting => waiting)];
            (least, tooMany) = Encoding.UTF8.GetByteCount(template.Expand(arguments, _number + 1, 1)) <= _room ? (count, tooMany) : (least, count);
        }

        return least;
    }

    private IReadOnlyList<string> ColumnsOf(IReadOnlyList<string> piece)
    {
        if (options.Columns is not { } columns)
        {
            return piece;
        }

        try
        {
            return [.. piece.SelectMany(text => columns.Split(text))];
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new UsageException($"argument {_read}: '--colsep {columns}' took longer than {error.MatchTimeout.TotalSeconds:0} s to match", error) { ExitCode = ExitCodes.BadInput };
        }
    }
}
