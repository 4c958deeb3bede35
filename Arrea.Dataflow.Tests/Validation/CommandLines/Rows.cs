using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Tests.Validation.CommandLines;

/// <summary>Commands as rows of text: words with blanks between, <c>'…'</c> for a word with blanks, <c>$NAME</c> for something unknown.</summary>
internal static class Rows
{
    public static IReadOnlyList<Value> Words(string row)
    {
        var words = new List<Value>();
        for (var at = 0; at < row.Length; at++)
        {
            if (row[at] == ' ')
            {
                continue;
            }

            var isQuoted = row[at] == '\'';
            var end = isQuoted ? row.IndexOf('\'', at + 1) : row.IndexOf(' ', at);
            end = end < 0 ? row.Length : end;
            words.Add(Word(row[(isQuoted ? at + 1 : at)..end], (isQuoted ? at + 1 : at)..end));
            at = end;
        }

        return words;
    }

    public static Invocation Command(string row, Flow? input = null)
    {
        var words = Words(row);
        return new Invocation(0..row.Length, RunContext.None, words[0], [.. words.Skip(1)], [], input ?? Flow.Outside, new Value([new Piece(PieceKind.WorkingDirectory, "")], 0..0));
    }

    public static Invocation Plain(string name, params ReadOnlySpan<string> arguments)
    {
        var words = new List<Value>();
        foreach (var argument in arguments)
        {
            words.Add(Value.Of(argument, 0..1));
        }

        return Command(name) with { Arguments = words };
    }

    public static Flow Known(string text) => Flow.Of(Value.Of(text, 0..0));

    public static string Inner(string row, Flow? input = null)
        => string.Join(" ; ", InnerPrograms.Of(Command(row, input)).Select(Show));

    public static string Show(InnerProgram program)
        => program switch
        {
            InnerCommand command => $"{Context(command.Adds)}[{string.Concat(command.Variables.Select(static variable => $"{variable.Name}={variable.Value} "))}{string.Join('|', command.Words)}]"
                + (command.Directory is { } directory ? $" in {directory}" : ""),
            InnerText text => $"{Context(text.Adds)}{text.Runner} '{text.Text}'" + (text.Parameters.Count > 0 ? $" ({string.Join('|', text.Parameters)})" : ""),
            InnerInput input => $"{Context(input.Adds)}{input.Runner} reads {(input.IsShell ? "text" : "code")}",
            InnerFile file => $"{Context(file.Adds)}{file.Runner} runs {file.Path}",
            InnerCode code => $"{(code.IsUnderstood ? "understood" : "code")} '{code.Code}'" + (code.Code.Origins == Origins.None ? "" : $" from {code.Code.Origins}"),
            InnerByOption option => $"by {option.Option}",
            _ => throw new ArgumentOutOfRangeException(nameof(program), program, "A new kind of inner program."),
        };

    // $NAME up to the end of the word, or to a slash, is unknown; * and ? are globs.
    private static Value Word(string text, Range span)
    {
        var pieces = new ValueBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '$' && at + 1 < text.Length && char.IsAsciiLetterUpper(text[at + 1]))
            {
                var end = at + 1;
                while (end < text.Length && char.IsAsciiLetterUpper(text[end]))
                {
                    end++;
                }

                pieces.Append(new Piece(PieceKind.Unknown, text[at..end], Origins.Outside));
                at = end - 1;
            }
            else
            {
                pieces.Append(text[at]);
            }
        }

        return pieces.Take(span);
    }

    private static string Context(RunContext adds) => adds == RunContext.None ? "" : $"<{adds}> ";
}
