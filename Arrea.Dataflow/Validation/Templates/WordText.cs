using System.Text;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Literal text, in which a character that the shell would take as a pattern is told from the same character in quotes.</summary>
internal static class WordText
{
    private const char Mark = '\uFFFF';

    /// <summary>Adds a piece. Quoted or not, text that means itself is the same.</summary>
    public static void Append(StringBuilder text, LiteralText literal)
    {
        if (literal.Quoting != Quoting.None)
        {
            text.Append(literal.Text);
            return;
        }

        foreach (var character in literal.Text)
        {
            // A tilde matters at the beginning of a word and behind = and :, braces and patterns everywhere.
            var isSpecial = character is '*' or '?' or '[' or '{' || (character == '~' && (text.Length == 0 || text[^1] is '=' or ':'));
            if (isSpecial)
            {
                text.Append(Mark);
            }

            text.Append(character);
        }
    }
}
