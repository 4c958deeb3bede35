namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <content>Compound commands.</content>
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
}
