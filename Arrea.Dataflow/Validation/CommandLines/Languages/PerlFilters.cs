namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>Knows the perl programs that only replace text: <c>perl -pe 's/a/b/g'</c>.</summary>
internal static class PerlFilters
{
    /// <summary>Whether the program is nothing but substitutions without code in them.</summary>
    public static bool IsPlain(string code)
    {
        var at = 0;
        while (true)
        {
            while (at < code.Length && (char.IsWhiteSpace(code[at]) || code[at] == ';'))
            {
                at++;
            }

            if (at >= code.Length)
            {
                return true;
            }

            var length = code[at] is 's' or 'y' ? 1 : string.CompareOrdinal(code, at, "tr", 0, 2) == 0 ? 2 : 0;
            at += length;
            if (length == 0 || at >= code.Length || !IsDelimiter(code[at]) || !SkipParts(code, ref at))
            {
                return false;
            }
        }
    }

    private static bool IsDelimiter(char letter) => letter is '/' or '|' or '#' or ',' or '!' or '%' or '@' or '~' or ':';

    private static bool SkipParts(string code, ref int at)
    {
        var delimiter = code[at++];
        for (var part = 0; part < 2; part++)
        {
            while (at < code.Length && code[at] != delimiter)
            {
                // Brackets behind these signs may hold code.
                if (code[at] is '$' or '@' or '?' && at + 1 < code.Length && code[at + 1] is '{' or '[' or '?')
                {
                    return false;
                }

                at += code[at] == '\\' ? 2 : 1;
            }

            if (at++ >= code.Length)
            {
                return false;
            }
        }

        while (at < code.Length && char.IsAsciiLetter(code[at]))
        {
            if (code[at++] is not ('g' or 'i' or 'm' or 's' or 'x' or 'r' or 'd' or 'c'))
            {
                return false;
            }
        }

        return true;
    }
}
