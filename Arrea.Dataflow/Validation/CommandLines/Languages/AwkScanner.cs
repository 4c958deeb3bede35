using System.Text;

namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>A place in an awk program, and the steps over its strings and patterns.</summary>
internal abstract class AwkScanner(string code)
{
    protected string Code { get; } = code;

    protected int At { get; set; }

    protected string ReadText()
    {
        var part = new StringBuilder();
        At++;
        while (At < Code.Length && Code[At] != '"')
        {
            if (Code[At] == '\\' && At + 1 < Code.Length)
            {
                At++;
                part.Append(Code[At] switch { 'n' => '\n', 't' => '\t', var other => other });
            }
            else
            {
                part.Append(Code[At]);
            }

            At++;
        }

        At++;
        return part.ToString();
    }

    protected void SkipPattern()
    {
        At++;
        var isClass = false;
        while (At < Code.Length && (isClass || Code[At] != '/') && Code[At] != '\n')
        {
            isClass = Code[At] switch { '[' => true, ']' => false, _ => isClass };
            At += Code[At] == '\\' ? 2 : 1;
        }

        At++;
    }

    protected void SkipBlanks()
    {
        while (At < Code.Length && Code[At] is ' ' or '\t')
        {
            At++;
        }
    }

    protected char Peek() => At < Code.Length ? Code[At] : '\0';
}
