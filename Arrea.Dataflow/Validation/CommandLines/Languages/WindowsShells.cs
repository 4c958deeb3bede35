using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>PowerShell and cmd: their text is told as code, decoded where it is encoded.</summary>
internal static class WindowsShells
{
    public static void Find(InnerFinder inner)
    {
        var isPowerShell = inner.Name.StartsWith('p');
        for (var at = 0; at < inner.Arguments.Count; at++)
        {
            var word = inner.Arguments[at].KnownStart;
            var isLast = at + 1 >= inner.Arguments.Count;
            if (!isPowerShell)
            {
                if (word.Length >= 2 && word[0] == '/' && word[1] is 'c' or 'C' or 'k' or 'K' or 'r' or 'R')
                {
                    Value[] words = [Values.Skip(inner.Arguments[at], 2), .. inner.Arguments.Skip(at + 1)];
                    inner.Code(Values.Join([.. words.Where(static part => part.Exact is not "")], " "), isUnderstood: false);
                    return;
                }

                continue;
            }

            if (word.Length < 2 || word[0] is not ('-' or '/' or '\u2013'))
            {
                // The first word that is no option is the command.
                inner.Code(Values.Join([.. inner.Arguments.Skip(at)], " "), isUnderstood: false);
                return;
            }

            // Any beginning of a name will do.
            var name = word.TrimStart('-', '/', '\u2013').ToUpperInvariant();
            if (!isLast && (IsBeginning(name, "ENCODEDCOMMAND", 1) || name == "EC"))
            {
                inner.Code(Decoded(inner.Arguments[at + 1]), isUnderstood: false);
                return;
            }

            if (!isLast && IsBeginning(name, "COMMAND", 1))
            {
                inner.Code(Values.Join([.. inner.Arguments.Skip(at + 1)], " "), isUnderstood: false);
                return;
            }

            if (!isLast && IsBeginning(name, "FILE", 1))
            {
                inner.File(inner.Arguments[at + 1], isShell: false);
                return;
            }

            at += IsBeginning(name, "EXECUTIONPOLICY", 2) || name == "EP" || IsBeginning(name, "WINDOWSTYLE", 1) || IsBeginning(name, "INPUTFORMAT", 2)
                || IsBeginning(name, "OUTPUTFORMAT", 1) || IsBeginning(name, "CONFIGURATIONNAME", 2) || IsBeginning(name, "WORKINGDIRECTORY", 2) || IsBeginning(name, "VERSION", 1) ? 1 : 0;
        }

        if (isPowerShell && inner.Arguments.Count == 0)
        {
            inner.Input(isShell: false);
        }
    }

    private static bool IsBeginning(string given, string name, int least) => given.Length >= least && name.StartsWith(given, StringComparison.Ordinal);

    private static Value Decoded(Value encoded)
    {
        if (encoded.Exact is not { } text)
        {
            return encoded;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? new Value([new Piece(PieceKind.Text, Encoding.Unicode.GetString(bytes, 0, count), Origins.Decoder)], encoded.Span)
            : encoded;
    }
}
