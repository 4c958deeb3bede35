using System.Text;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>Writes small harmless scripts that show the arguments of a command named <c>show</c>. The same seed gives the same scripts.</summary>
internal sealed class ScriptGenerator(int seed, ShellDialect dialect)
{
    private static readonly string[] Names = ["a", "b", "c"];
    private static readonly string[] Texts = ["x", "y z", "one.two.two", "-m", "p/q/r", "", " u  v ", "k:l::m", "A1", "07"];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();

    private bool IsBash => dialect == ShellDialect.Bash;

    /// <summary>A script. Its variables all have values before it reads them.</summary>
    public string Next()
    {
        _text.Clear();
        foreach (var name in Names)
        {
            _text.Append(name).Append('=').Append(Quoted(Text())).Append('\n');
        }

        _text.Append("set -- ").AppendJoin(' ', Some(3, () => Quoted(Text()))).Append('\n');
        if (IsBash)
        {
            _text.Append("arr=(").AppendJoin(' ', Some(3, () => Quoted(Text()))).Append(")\n");
        }

        for (var statements = 1 + _random.Next(5); statements > 0; statements--)
        {
            Statement(2);
        }

        _text.Append("show end ").Append(Word(1)).Append(' ').Append(Word(1)).Append('\n');
        return _text.ToString();
    }

    private void Statement(int depth)
    {
        switch (_random.Next(depth > 0 ? 17 : 8))
        {
            case 0 or 1:
                _text.Append(Name()).Append('=').Append(Word(2)).Append('\n');
                break;
            case 2 or 3 or 4:
                _text.Append("show ").AppendJoin(' ', Some(4, () => Word(2))).Append(Pick("", "", " \"$@\"")).Append('\n');
                break;
            case 5:
                _text.Append("IFS=").Append(Pick("' '", ":", "': '", "''", IsBash ? "o" : "' '", "\" \t\"")).Append('\n');
                break;
            case 6:
                _text.Append(IsBash ? Pick("shift\n", Name() + "+=" + Word(1) + "\n", $"arr+=({Word(1)})\n", "arr[1]=" + Word(1) + "\n", "unset arr[0]; arr=(q)\n", $"printf -v {Name()} '%s' {Quoted(Text())}\n") : "shift 2>/dev/null\n");
                break;
            case 7:
                _text.Append("set -- ").AppendJoin(' ', Some(3, () => Word(1))).Append('\n');
                break;
            case 8 or 9:
                _text.Append("for ").Append(Name()).Append(" in ").AppendJoin(' ', Some(3, () => Word(1))).Append("; do\n");
                Statement(depth - 1);
                _text.Append("show \"$a\" \"$b\" \"$c\"\ndone\n");
                break;
            case 10:
                _text.Append("if [ ").Append(Quoted(Text())).Append(" = \"$").Append(Name()).Append("\" ]; then\n");
                Statement(depth - 1);
                _text.Append("else\n");
                Statement(depth - 1);
                _text.Append("fi\n");
                break;
            case 11:
                _text.Append("case ").Append(Word(1)).Append(" in\n").Append(Pick("x", "*' '*", "[a-p]*", "?", "*.two", "\"$a\"")).Append(")\n");
                Statement(depth - 1);
                _text.Append(";;\n*)\n");
                Statement(depth - 1);
                _text.Append(";;\nesac\n");
                break;
            case 12:
                _text.Append("f() {\nshow \"$#\" \"$@\"\n");
                Statement(depth - 1);
                _text.Append("}\nf ").AppendJoin(' ', Some(3, () => Word(1))).Append('\n');
                break;
            case 13:
                _text.Append(Pick("true", "false")).Append(Pick(" && ", " || ")).Append(Name()).Append('=').Append(Word(1)).Append('\n');
                break;
            case 14:
                _text.Append("( ").Append(Name()).Append('=').Append(Word(1)).Append("; show \"$a\" \"$b\" \"$c\" )\n");
                break;
            case 15:
                _text.Append("read -r a b <<E\n").Append(Text()).Append("\nE\nshow \"$a\" \"$b\"\n");
                break;
            default:
                _text.Append(Name()).Append("=$(echo ").Append(Word(1)).Append("; echo ").Append(Word(1)).Append(")\n");
                break;
        }
    }

    private string Word(int depth) => string.Concat(Some(2, () => Part(depth)).DefaultIfEmpty("w"));

    private string Part(int depth) => _random.Next(depth > 0 ? 14 : 5) switch
    {
        0 => Pick("w", "v2", "-", "x.y", "ab"),
        1 => Quoted(Text()),
        2 => "$" + Name(),
        3 => $"\"${Name()}\"",
        4 => IsBash && _random.Next(9) < 2 ? Pick("\"$@\"", "$@") : Pick("\"$*\"", "$*", "\"$1\"", "$1", "$2", "$#", "${1-none}"),
        5 or 6 => Maybe($"${{{Name()}{Pick("#", "##", "%", "%%")}{Pick("*o", "?", "*/", "[a-o]*", "x", ".*", "*.", "' '*")}}}"),
        7 => Maybe($"${{{Name()}{Pick("-", ":-", "+", ":+", "=", ":=")}{Operand()}}}"),
        8 => Maybe($"${{#{Name()}}}"),
        9 => Maybe($"$(echo {Word(depth - 1)})"),
        10 => $"$(({_random.Next(20)} {Pick("+", "-", "*", "<", "==", "&", "%")} {1 + _random.Next(9)}{Pick("", " * 2", " > 3 ? 5 : 6")}))",
        11 when IsBash => Pick("{p,q}", "{1..3}", "{x,{y,z}w}", "{a}", "{03..1}", "{,k}"),
        12 when IsBash => Maybe(Pick("${arr[@]}", "${arr[*]}", "${#arr[@]}", "${arr[0]}", "${arr[@]:1}", "${arr[1]}", "${!arr[@]}", "${@:1:1}", "${@:2}")),
        13 when IsBash => Maybe(Pick($"${{{Name()}/{Pick("o", "t*", "[a-m]", "#x", "%o")}/{Pick("", "Q", "' '")}}}", $"${{{Name()}//{Pick("o", "t", "?", " ")}/Z}}", $"${{{Name()}^^}}", $"${{{Name()},}}", $"${{{Name()}:1:2}}", $"${{{Name()}: -2}}")),
        _ => "w",
    };

    /// <summary>A word without lists and quotes: bash has rules of its own for these in an operand.</summary>
    private string Operand() => string.Concat(Some(2, () => Pick("w", "v2", "$" + Name(), ".")));

    private string Maybe(string expansion) => _random.Next(2) == 0 ? expansion : $"\"{expansion}\"";

    private string Text() => Texts[_random.Next(Texts.Length)];

    private string Quoted(string text) => _random.Next(3) == 0 && text.Length > 0 && !text.Contains(' ') ? text : _random.Next(2) == 0 ? $"'{text}'" : $"\"{text}\"";

    private string Name() => Names[_random.Next(Names.Length)];

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];

    private IEnumerable<string> Some(int most, Func<string> make) => [.. Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => make())];
}
