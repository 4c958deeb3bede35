namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <content>Compound commands, and what is wrong in whole.</content>
internal static partial class ShellFragments
{
    private const string Compounds = """
        { a; }
        { a; b; } > f
        { a }
        { a
        {a; }
        { }
        { ; }
        { (a) }
        { { a; } }
        { a; };
        { a; } b
        { a; } && b
        {⏎a⏎}
        { a & }
        { (a) > f }
        { (a) > f; }
        { { a; } > f }
        if (a) > f then b; fi
        if a; then (b) < f fi
        while a; do [[ b ]] > c done
        (((a)) > f)
        { a; }<(b)
        { a; } <(b)
        for ((a; (b; c); d)); do e; done
        }
        a; }
        {(a) }
        (a)
        (a; b) > f
        (a
        ()
        (;)
        ( )
        (a) b
        (a)(b)
        (a) && (b)
        ((a))
        ((a); b)
        ((a) ; (b))
        ( (a) )
        (a))
        )
        ((x++))
        ((x = 1 + 2, y <<= 2))
        ((x)) > f
        ((
        ((x)
        ((x))y
        (( (1) + (2) ))
        ((1 > 2)) && a
        (( "x" ))
        (( 'x' ))
        if a; then b; fi
        if a; then b; else c; fi
        if a; then b; elif c; then d; else e; fi > f
        if a⏎then b⏎fi
        if a; b; then c; d; fi
        if (a) then b; fi
        if (a) then (b) fi
        if ! a; then b; fi
        if a | b; then c; fi
        if a; then b
        if a; then; fi
        if a; then fi
        if; then b; fi
        if a; fi
        if a; then b; else fi
        if a; then b; elif fi
        if a; then b; else c; else d; fi
        if a then b; fi
        if a; then b; fi c
        if a; then b; fi; c
        if a; then b; done
        then
        fi
        else a
        while a; do b; done
        while a⏎do b⏎done < f
        until a; do b; done
        while a; do b
        while a; b
        while; do a; done
        while a; do done
        while a; do b; done & c
        while (a) do (b) done
        while a && b || c; do d; done
        do a; done
        done
        for x in a b c; do d; done
        for x in; do a; done
        for x; do a; done
        for x do a; done
        for x⏎do a; done
        for x⏎in a b⏎do c; done
        for x in a b⏎do c; done
        for x in a; { b; }
        for x { b; }
        for x; { b; }
        for x⏎{ b; }
        for x in a⏎{ b; }
        for x in a do b; done
        for x in a; b; done
        for x in a; do b
        for x in a; do; done
        for in in in; do in; done
        for 1 in a; do b; done
        for x-y in a; do b; done
        for "x" in a; do b; done
        for $x in a; do b; done
        for
        for x
        for x in
        for x in a
        for x in a & do b; done
        for x in a | b; do c; done
        for x in $(ls) *.c "a b"; do c; done
        for x in a; do b; done > f | c
        for ((i = 0; i < 3; i++)); do a; done
        for ((;;)) do a; done
        for ((;;)) { a; }
        for ((i = 0; i < 3; i++)) ; do a; done
        for ((i = 0; i < 3; i++))⏎do a; done
        for ((a; b)); do c; done
        for ((a; b; c; d)); do e; done
        for ((a; (b); c)); do d; done
        for (( ; ; )); do a; done
        select x in a b; do c; done
        select x; do a; done
        select x in a; { b; }
        case x in a) b;; esac
        case x in esac
        case x in⏎esac
        case x in (a) b;; esac
        case x in a|b|"c d") e;; esac
        case x in a) b; esac
        case x in a) esac
        case x in a) ;; esac
        case x in a) b;& c) d;;& e) f;; esac
        case x in⏎a)⏎b⏎;;⏎esac
        case "$x" in *) a;; esac > f
        case x⏎in a) b;; esac
        case x in a) b;; c
        case x in a b) c;; esac
        case x in a) b; c) d; esac
        case x in ) a;; esac
        case x in |a) b;; esac
        case x in a|) b;; esac
        case x a) b;; esac
        case in in in) in;; esac
        case esac in esac) a;; esac
        case x in (esac) a;; esac
        case x in if) a;; esac
        case x in a) b;; ;; esac
        case x in $(ls)|`pwd`) a;; esac
        case x in a) if b; then c; fi;; esac
        case x in a) (b);; esac
        case x in a) case y in b) c;; esac;; esac
        case x in # c⏎a) b;; # d⏎esac
        case
        case x
        case x in
        case x in a
        f() { a; }
        f () { a; }
        f ( ) { a; }
        f()⏎{ a; }
        f() (a)
        f() { a; } > f
        f() a
        f() if a; then b; fi
        f() for x in a; do b; done
        f() ((1))
        f() [[ a ]]
        f() case x in esac
        f()
        f() ;
        f( { a; }
        f(a) { b; }
        f() { a
        f-g() { a; }
        f.g() { a; }
        "f"() { a; }
        a b() { c; }
        x=1 f() { a; }
        > f g() { a; }
        f() { a; }; f
        f() { a; } b
        f() { g() { a; }; }
        f() g() { a; }
        if() { a; }
        function f { a; }
        function f() { a; }
        function f () { a; }
        function f⏎{ a; }
        function f (a)
        function f() (a)
        function f a
        function
        function f
        function { a; }
        function f-g { a; }
        function f { a; } > g
        a & { b; }
        a | { b; }
        a | while b; do c; done
        a | if b; then c; fi | d
        a && (b || c) && { d; }
        ! { a; }
        ! (a)
        time { a; }
        time (a)
        echo a; (b); { c; }
        if a; then { b; }; fi
        while a; do if b; then (c); fi; done
        """ + "\n";

    private const string Tests = """
        [[ a ]]
        [[ -f a ]]
        [[ a == b ]]
        [[ a = b && c != d || e < f ]]
        [[ ! a ]]
        [[ ! ( a && b ) ]]
        [[ ( a ) ]]
        [[ (a) ]]
        [[ a -eq 1 ]] > f
        [[ $x =~ ^a(b|c)+$ ]]
        [[ $x =~ ^(a b)$ ]]
        [[ $x =~ a|b ]]
        [[ $x =~ "a b" ]]
        [[ $x =~ [[:space:]] ]]
        [[ $x =~ $y ]]
        [[ $x =~ (a ]]
        [[ $x == *(a|b) ]]
        [[ $x == @(a b) ]]
        [[ $x == [a-z]* ]]
        [[ $x != a* ]]
        [[ a⏎]]
        [[⏎a ]]
        [[ a &&⏎b ]]
        [[ a⏎&& b ]]
        [[ -f a⏎]]
        [[ ]]
        [[ a
        [[ a ]
        [[ a b ]]
        [[ a == ]]
        [[ -f ]]
        [[ ( a ]]
        [[ a ) ]]
        [[ a && ]]
        [[ && a ]]
        [[ ! ]]
        [[ a == b c ]]
        [[ a -foo b ]]
        [[ -n a -a -n b ]]
        [[ -z "" ]]
        [[ a ]] && b
        [[ a ]]b
        [[ a ]];
        [[a ]]
        [[ a<b ]]
        [[ "a" ]]
        [[ -v x[1] ]]
        [[ a | b ]]
        [[ a & b ]]
        [[ a ; b ]]
        [[ -f <(ls) ]]
        [[ - ]]
        [[ -f == a ]]
        [[ ! -f a ]]
        [[ ! ! a ]]
        [[ x -nt y ]]
        [ a = b ]
        [ -f a -a -f b ]
        [ \( a \) ]
        [ a
        test a = b
        """ + "\n";

    private const string Documents = """
        cat <<E⏎a⏎E
        cat <<E⏎a⏎E⏎
        cat <<E⏎E⏎
        cat << E⏎a⏎E⏎b
        cat <<-E⏎‖a⏎‖E⏎b
        cat <<'E'⏎$x `a⏎E
        cat <<"E F"⏎a⏎E F
        cat <<\E⏎a⏎E
        cat <<E <<F⏎a⏎E⏎b⏎F
        cat <<E | wc⏎a⏎E
        cat <<E > f; ls⏎a⏎E
        cat <<E && ls⏎a⏎E
        cat <<E &&⏎a⏎E⏎ls
        if cat <<E; then⏎a⏎E⏎b; fi
        while a; do b; done <<E⏎c⏎E
        { cat <<E⏎a⏎E⏎}
        (cat <<E⏎a⏎E⏎)
        x=$(cat <<E⏎a⏎E⏎)
        x=$(cat <<E⏎a ) b⏎E⏎)
        x=$(cat <<'E'⏎a ' b⏎E⏎); ls
        x="$(cat <<E⏎a " b⏎E⏎)"
        cat <<E $(cat <<F⏎b⏎F⏎)⏎a⏎E
        cat <<E⏎$(ls) ${x} `pwd` $((1))⏎E
        cat <<E⏎\$(ls \`⏎E
        cat <<E⏎a\⏎E⏎E
        cat <<E⏎"it's⏎E
        cat <<$x⏎a⏎$x
        cat <<E; cat <<F⏎a⏎E⏎b⏎F
        cat <<⏎a
        cat <<
        cat <<-
        cat << <
        f() { cat <<E⏎a⏎E⏎}
        cat 3<<E⏎a⏎E
        a <<E # c⏎b⏎E
        cat <<E\⏎F⏎a⏎EF
        case x in a) cat <<E;;⏎b⏎E⏎esac
        for x in a; do cat <<E⏎b⏎E⏎done
        cat <<E "a⏎b"⏎c⏎E
        """ + "\n";

    private const string Broken = """
        a; b; c )
        a `
        a "$(b
        a "${b
        a $((
        if a; then b; ( c; fi
        { ( a; }
        ( { a; )
        $(a
        "
        '
        \
        a |&
        case x in a) b ;; c) d
        while a; do b; done; done
        for i in a; do echo; fi
        { a; )
        ( a; }
        if [ a ]; then echo "b; fi
        echo $(case x in a) b)
        """;
}
