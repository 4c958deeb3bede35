namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <content>Tests, here-documents, and what is broken.</content>
internal static partial class ShellFragments
{
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
