namespace Arrea.Dataflow.Tests.Validation.Evaluation;

/// <summary>Texts of 64 KiB that try to make the evaluator work without end.</summary>
internal static class HostileScripts
{
    private const int Length = 64 * 1024;

    private static readonly string[] Pieces =
    [
        "true;", "a=1;", "x+=aaaaaaaaaaaaaaaa;", "if a;then b=1;fi;", "cat|", "a&&", "a&", "$(a) ", "cd a;", "pushd a;", "if a;then cd b;fi;", "a>>f;", "echo aaaaaaaa>>f;",
        "a[1]=x;", "cat <<E\n$x\nE\n", "eval ", "sudo ", "sh -c ", "{a,b}", "{", "[", "*a", ">b ", "a=b ", "x=$x$x;", "set -- $@ $@ a;", "a+=(${a[@]} b);", "for x in a b;do ",
        "case $x in a)b;;*)c;;esac;", "f() { f;f;};", "echo $((x=x+1));", "read a b <<< $x;", "x=$(echo $x$x);", "while a;do ", "alias a='a a';\n", "trap a EXIT;",
        "printf -v x %s $x$x;", "echo ${a:-b}${c:-d};", "xargs -n1 a;", "rm;", "export a=$a;", "shift;", "[[ a = b ]];", "<(a) ", "a $x|sh;", "x='a[$(b)]';((x));",
        "while x; do f(){ :; }; done; ", "f() { x; }; nosuch && ", "if x; then f(){ x; }; fi; ", "case $X in a) f(){ :; };; esac; ", "export PATH=\"$HOME/.local/bin:$PATH\"\n",
        "x=\"$Y $x\"\n", "if a;then exec 3>f;fi; echo a >&3;", "trap 'x=$y' INT; x=1; ", "exec {a}>f;echo >&$a;",
    ];

    public static IEnumerable<(string Name, string Text)> All =>
        from text in Repeated.Concat(Made)
        select (text.Name, text.Text.Length > Length ? text.Text[..Length] : text.Text);

    private static IEnumerable<(string Name, string Text)> Repeated =>
        from piece in Pieces
        from before in (string[])["", "echo ", "x=a; ", "set -- a b c; ", "if q;then x=a;else x=b;fi;"]
        select ($"{before} + {piece}", before + string.Concat(Enumerable.Repeat(piece, (Length - before.Length) / piece.Length)));

    private static IEnumerable<(string Name, string Text)> Made =>
    [
        ("many variables", Numbered(8_000, static i => $"v{i}=x;")),
        ("many variables in branches", Numbered(2_500, static i => $"if a;then v{i}=x;fi;")),
        ("many ways", Numbered(20, static i => $"if a;then v{i}=x;else v{i}=y;fi;") + "echo " + Numbered(20, static i => $"$v{i} ")),
        ("many defaults", "echo " + Numbered(3_000, static i => $"${{a{i}:-x}}")),
        ("functions that call twice", Numbered(30, static i => $"f{i}() {{ f{i + 1}; f{i + 1}; }};") + "f0"),
        ("many functions", Numbered(3_000, static i => $"f{i}() {{ a; }};")),
        ("many files", Numbered(6_000, static i => $"a>f{i};")),
        ("a big array", Numbered(4_000, static i => $"a[{i}]=x;")),
        ("loops in loops", Nested("for x in a b c d e f g h;do ", ";done", 60)),
        ("endless loops in loops", Nested("while a;do ", ";done", 60)),
        ("a costly pattern", $"x={new string('a', 20_000)};echo ${{x//{Nested("*a", "", 5_000)}b/}}"),
        ("long sums", $"echo $(({Nested("1+", "", 30_000)}1))"),
        ("deep sums", $"echo $(({new string('(', 60_000)}))"),
        ("a long sequence", "echo {1..99999999}"),
        ("braces in braces", "echo " + Nested("{a,", "}", 100)),
        ("wide output", "echo $(printf '%99999999s' a)"),
        ("a long line", $"x='{new string('a', 60_000)}'; read a b c <<< $x"),
        ("many words", $"x='{Nested("a ", "", 30_000)}'; echo $x$x$x"),
        ("decoders", $"echo '{Nested("ab", "", 30_000)}'|tr a-z b-z|rev|sh"),
        ("many lines", $"while read a; do echo $a; done <<'E'\n{Nested("a\n", "", 30_000)}E\n"),
        ("many inputs", $"echo {Nested("a ", "", 30_000)}|xargs -n1 rm"),
        ("programs in programs", Program(18)),
    ];

    private static string Numbered(int count, Func<int, string> make) => string.Concat(Enumerable.Range(0, count).Select(make));

    private static string Nested(string open, string close, int depth)
        => string.Concat(Enumerable.Repeat(open, depth)) + "b" + string.Concat(Enumerable.Repeat(close, depth));

    private static string Program(int depth) => depth == 0 ? "ls" : $"eval eval {Program(depth - 1)}";
}
