using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary><c>printf</c>: a format, taken again while there are arguments left.</summary>
internal sealed partial class PrintfText
{
    private const int MostWidth = 1024;
    private const int MostWork = 1 << 20;
    private readonly ValueBuilder _text = new();
    private readonly IReadOnlyList<Value> _arguments;
    private readonly string _format;
    private int _next;
    private int _rounds;
    private bool _isOver;
    private bool _isTooLong;

    private PrintfText(string format, IReadOnlyList<Value> arguments)
    {
        _format = format;
        _arguments = arguments;
    }

    public static Flow Of(Printer printer)
    {
        var words = printer.Arguments;
        if (words is [{ KnownStart: var option }, ..] && option.StartsWith("-v", StringComparison.Ordinal))
        {
            return Flow.Empty;
        }

        var first = words is [{ Exact: "--" }, ..] ? 1 : 0;
        if (first >= words.Count)
        {
            return Flow.Empty;
        }

        if (words[first].Exact is not { } format)
        {
            return words[first].HasUnknown ? Flow.Unknown(words[first].Origins) : Flow.Of(words[first]);
        }

        var printing = new PrintfText(format, [.. words.Skip(first + 1)]);
        printing.Write();
        if (printing._isTooLong)
        {
            return Flow.Unknown(words.Aggregate(Origins.None, static (all, word) => all | word.Origins));
        }

        return Flow.Of(printing._text.Take(printer.Span));
    }

    private void Write()
    {
        do
        {
            var before = _next;
            WriteOnce();
            if (_next == before)
            {
                // The format takes no arguments: it is not taken again.
                return;
            }
        }
        while (_next < _arguments.Count && !_isOver && !_isTooLong);
    }

    private void WriteOnce()
    {
        // Each round costs the format, even where it leaves no text.
        _isTooLong |= (long)++_rounds * _format.Length > MostWork;
        for (var at = 0; at < _format.Length && !_isOver && !_isTooLong;)
        {
            _isTooLong = _text.TextLength > Flow.LongestText;
            if (_format[at] == '\\')
            {
                _text.Append(EscapedText.Read(_format, ref at, isFormat: true) ?? "");
            }
            else if (_format[at] == '%')
            {
                Convert(ref at);
            }
            else
            {
                _text.Append(_format[at++]);
            }
        }
    }

    // Counts on when there is none left, so that a format with conversions is known from one without.
    private Value? Take() => _next++ < _arguments.Count ? _arguments[_next - 1] : null;
}
