namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Short shell texts, good and bad, that the parser and the real shells are asked about. A bent arrow is a newline, two bars a tab.</summary>
internal static partial class ShellFragments
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. (Words + Expansions + Lists + Compounds + Tests + Documents + Broken).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Replace('⏎', '\n').Replace('‖', '\t'))];

    private const string Words = """
        ls
        ls -l /tmp
        'ls' "-l"
        r''m -rf build
        echo a\ b\\c \' \" \$
        echo "a\"b\$c\`d\\e\f"
        echo 'a"b' "c'd"
        echo ''""''
        echo a#b # comment
        # comment only
        #
        echo \⏎-n
        ec\⏎ho x
        echo "a\⏎b"
        echo 'a\⏎b'
        echo $'a\'b\n' x
        echo $'\x41\101\u00e9\cA\e'
        echo $"text $x"
        echo $
        echo "$" $x$ a$
        echo \
        echo {a,b}{1..3} {} { } }
        echo } if then fi do done
        echo ~ ~root *.c [a-z]? !x !
        echo a=b c+=d =x
        echo *(a
        echo !(a|b)
        echo @(a) ?(b)
        echo a)
        echo (a)
        echo a(b)
        echo "a
        echo 'a
        echo `a
        echo $'a
        echo $"a
        echo \"a
        'a' 'b
        x=1
        x=1 y=2 env
        x= ls
        x=a\ b'c'"d"$e
        x+=1
        1x=2
        x=(a b)
        x=(a⏎b # comment⏎c)
        x=()
        x=([0]=a [k v]=b c)
        x=(a;b)
        x=(a
        x=(a (b))
        x=(a) ls
        x=(a)b
        x+=(a b) y=1
        x[1]=a
        x[1 + 2]=a
        x[$i]+=b ls
        x[1]
        x[a b] c
        x[1
        x[1]=(a)
        x=(a=(b))
        declare -a x=(1 2) y=3
        local x=(1) ; export y=(2)
        readonly x=( $(ls) )
        typeset x+=(a)
        command declare x=(1)
        echo x=(1)
        eval x=(1)
        alias x=(1)
        let x=(1)
        declare x[1]=(a)
        declare "x=(1)"
        declare x=(1
        A=1 declare x=(1)
        ls\⏎
        a\⏎=b
        if\⏎ true; t\⏎hen ls; f\⏎i
        echo a;echo b
        echo a &echo b
        echo á “x” ﬁ
        """ + "\n";

    private const string Expansions = """
        echo $x $1 $10 $@ $* $# $? $- $$ $! $_ $0
        echo ${x} ${10} ${@} ${#} ${?} ${-} ${$} ${!}
        echo ${x:-a b} ${x-} ${x:=c} ${x=d} ${x:?no} ${x?} ${x:+e} ${x+f}
        echo ${x#a} ${x##*/} ${x%.c} ${x%%.*}
        echo ${#x} ${#1} ${#@} ${#*} ${##} ${#-} ${#?} ${#$} ${#!}
        echo ${x:-${y:-${z}}}
        echo ${x:-"a b"} ${x:-'a}b'} ${x:-\}} "${x:-"a}b"}"
        echo "${x:-'}'"
        echo "${x:-'}'}"
        echo "${x:-it's}"
        echo "${x:-'$(ls)'}"
        echo "${x#'}'}"
        echo "${x:-a\}b}"
        echo ${x:-$(ls; echo })} ${x:-`ls`}
        echo ${x:-a⏎b}
        echo ${x
        echo ${x:-
        echo ${
        echo ${x:-"}
        echo ${x:-'}
        echo "${x"
        echo $(ls) "$(ls)" $(ls⏎ls)
        echo $(ls | wc; pwd)
        echo $() "$()" $( ) $(⏎)
        echo $(ls # )⏎)
        echo $(echo ')') $(echo ")")
        echo $(echo \))
        echo $(case x in a) b;; esac)
        echo $(case x in (a) b;; esac)
        echo $(case x in a) b; esac; ls)
        echo $(case x in a|b) c;; *) d; esac)
        echo $(echo $(echo $(ls)))
        echo "$(echo "$(echo "$x")")"
        echo $( (ls) ) $( (ls); (pwd) )
        echo $((ls); (pwd))
        echo $((ls) | wc)
        echo $(
        echo $(ls
        echo "$(ls
        echo $(ls))
        echo $(if)
        echo $(ls;;)
        echo $(fi)
        echo $(ls &)
        echo $(< f) "$(<f)"
        echo `ls` "`ls`" `ls; pwd`
        echo `echo \`ls\``
        echo "`echo \"x\"`"
        echo `echo '`'
        echo ``
        echo $((1+2)) $(( x ? 1 : (2) )) $(($x + ${y} + $(ls)))
        echo $((1+2)
        echo $((1+2
        echo $((1+(2))
        echo $(( (1)+(2) ))
        echo $((x[1])) $(("1"+2))
        echo $(( 1 ⏎ + 2 ))
        echo "$((1+2))"
        echo $(( `ls` ))
        echo $(( x << 2 | 1 & 3 ))
        echo $[1+2] $[ x[1] ]
        echo <(ls) >(cat) a=<(ls)
        diff <(ls) <(pwd)
        cat < <(ls)
        cat <(ls
        cat <()
        echo a<(ls)b
        echo 2>(cat)
        echo "<(ls)"
        echo $x$y${z}"$a"'b'`c`$(d)
        echo $\⏎x ${\⏎x} $\⏎(ls)
        echo ${x/a/b}
        echo ${#x:-1}
        """ + "\n";

    private const string Lists = """
        a; b
        a;
        a &
        a & b
        a && b || c
        a &&⏎b
        a ||⏎⏎b
        a | b | c
        a |⏎b
        a |& b
        a &&
        a ||
        a |
        && a
        || a
        | a
        ; a
        & a
        ;
        &
        ;;
        a ;; b
        a ; ; b
        a & ; b
        a ; & b
        a & & b
        a & && b
        a && && b
        a || | b
        a | | b
        a && ; b
        a && # c⏎b
        a | # c⏎b
        ⏎⏎a⏎⏎b⏎⏎
        ‖a‖b‖
        ! a
        ! ! a
        ! a | b
        a | ! b
        a && ! b
        !
        !; a
        ! &
        time a
        time
        time; a
        time -p a | b
        time -- a
        time ! a
        time --
        time -p
        time -p --
        time -p > f
        ! time a
        a | time b
        a && time b
        time time a
        a > f
        a >f <g >>h 2>&1
        > f a
        > f
        a >| f <> g
        a >&2 <&3 >&- <&-
        a 2>&1- 3<&4-
        >&-a b
        a <& -b
        a &> f
        a &>> f
        a >& f
        a {fd}> f {fd}>&-
        a <<< b
        a <<<"b c" d
        a <<<
        a >
        a <
        a >>
        a > ;
        a > > b
        a > (b)
        a 2>
        a >&
        a <>
        a < f < g
        x=1 > f
        > f x=1 a
        > f if true; then a; fi
        > f { a
        a>b
        a2>b
        a 22>b
        a 1 2 3>b
        a &>
        (a) > f | b
        { a; } 2>&1 | b &
        a \⏎&& b
        a &\⏎& b
        a >\⏎> b
        a |\⏎| b
        coproc a
        coproc a b
        coproc X { a; }
        coproc { a; }
        coproc X (a)
        coproc X a
        coproc X in
        coproc X ! a
        coproc time in
        coproc X=1 in
        x[1<(2]=a
        x[1<(a)]=a
        echo $((x[)1]) )
        echo $((x[1]) )
        echo $((a) | (b))
        coproc (a) > f
        coproc
        coproc X while a; do b; done
        a | coproc b
        echo $(time) $(!)
        (time)
        (!)
        { time; }
        a | time -p b
        time > f
        ! > f
        ! coproc a
        """ + "\n";
}
