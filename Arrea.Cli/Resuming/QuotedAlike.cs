using System.Text;

namespace Arrea.Cli.Resuming;

/// <summary>Finds commands that differ only in how they are quoted: GNU parallel writes <c>echo a</c> where arrea writes <c>echo 'a'</c>.</summary>
internal static class QuotedAlike
{
    // In these, quotes may mean something else than the characters between them.
    private static readonly string[] Odd = ["$'", "$\"", "<<", "`", "$("];

    /// <summary>A command without the quotes that change nothing. Equal for two commands only when a shell takes both for the same, as far as the names of commands are not quoted.</summary>
    public static string KeyOf(string command)
    {
        if (Odd.Any(odd => command.Contains(odd, StringComparison.Ordinal)))
        {
            return command;
        }

        var key = new StringBuilder(command.Length);
        for (var at = 0; at < command.Length; at++)
        {
            var end = command[at] is '\'' or '"' ? command.IndexOf(command[at], at + 1) : -1;
            if (end == at + 1)
            {
                key.Append("''");
                at = end;
            }
            else if (end > 0 && (command[at] == '\'' || command.AsSpan(at + 1, end - at - 1).IndexOfAny('$', '\\', '!') < 0))
            {
                foreach (var character in command.AsSpan(at + 1, end - at - 1))
                {
                    AppendLiteral(key, character);
                }

                at = end;
            }
            else if (command[at] is '"' or '\'')
            {
                return command;
            }
            else if (command[at] == '\\' && at + 1 < command.Length)
            {
                at++;
                if (command[at] != '\n')
                {
                    AppendLiteral(key, command[at]);
                }
            }
            else
            {
                key.Append(command[at]);
            }
        }

        return key.ToString();
    }

    private static void AppendLiteral(StringBuilder key, char character)
        => key.Append(char.IsAsciiLetterOrDigit(character) || character > '\x7F' || "_-./,:=@%+".Contains(character, StringComparison.Ordinal) ? "" : "\\").Append(character);
}
