using System.Text;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>Words as many programs read them out of a text: blanks part them, quotes and backslashes protect.</summary>
internal static class PlainWords
{
    /// <summary>The words of a text, at most <paramref name="most"/>.</summary>
    public static IReadOnlyList<string> Split(string text, int most)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isWord = false;
        var quote = '\0';
        for (var at = 0; at < text.Length && words.Count < most; at++)
        {
            var letter = text[at];
            if (quote != '\0')
            {
                if (letter == quote)
                {
                    quote = '\0';
                }
                else
                {
                    word.Append(letter);
                }
            }
            else if (letter is '\'' or '"')
            {
                quote = letter;
                isWord = true;
            }
            else if (letter == '\\' && at + 1 < text.Length)
            {
                word.Append(text[++at]);
                isWord = true;
            }
            else if (letter is ' ' or '\t' or '\n' or '\r')
            {
                if (isWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    isWord = false;
                }
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        if (isWord && words.Count < most)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
