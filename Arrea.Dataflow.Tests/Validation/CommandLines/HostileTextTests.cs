using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Tests.Validation.CommandLines;

/// <summary>Whatever the arguments are, nothing is thrown, and the work does not run away with their length.</summary>
[TestClass]
public sealed class HostileTextTests
{
    private static readonly string[] Names =
    [
        "rm", "sudo", "env", "bash", "xargs", "parallel", "find", "fd", "git", "tar", "zip", "ssh", "socat", "docker", "kubectl", "crontab", "at", "flock", "tmux", "gdb", "bwrap",
        "make", "dotnet", "cargo", "psql", "sqlite3", "vim", "emacs", "python3", "perl", "ruby", "node", "php", "lua", "awk", "sed", "powershell", "cmd", "printf", "echo", "tr",
        "seq", "base64", "base32", "xxd", "head", "tail", "date", "mktemp", "openssl", "trap", "eval", "curl", "expect", "rpm", "poetry", "xterm",
    ];

    private static readonly string[] Fragments =
    [
        "-", "--", "-c", "-e", "'", "\"", "`", "$(", "(", "[", "{", "}", "]", ")", "\\", "/", "%", "%s", "%*d", "a", "system", "exec", "open", "|", ">", "s/", "getline", "print", "q{", "qx(",
        "'''", "#", "\n", ";", ":::", "{}", "-exec", "+", "-I", "-n1", "alias.x=!", "-o", "ProxyCommand=", "\u20ac", "\ud800", "*", "?", "[a-", "\\x", "\\0", "=", "unlink '", "rmtree(", "a=b;",
    ];

    [TestMethod]
    public void Of_RandomArguments_NeverThrows()
    {
        var random = new Random(7);
        var rounds = TestScale.Choose(10_000, 400_000, "commands of random pieces");
        for (var round = 0; round < rounds; round++)
        {
            Look(new Invocation(
                0..1, RunContext.None, Value.Of(Names[random.Next(Names.Length)], 0..1), [.. Enumerable.Range(0, random.Next(6)).Select(_ => Word(random))], [],
                random.Next(2) == 0 ? Flow.Outside : Flow.Of(Word(random)), Value.Of("/x", 0..1)));
        }
    }

    [TestMethod]
    public void Of_LongArguments_TakesWorkThatGrowsWithTheirLength()
    {
        var slow = new List<string>();
        var size = TestScale.Choose(16_384, 65_536, "characters of a long argument");
        foreach (var name in Names)
        {
            foreach (var fragment in Fragments)
            {
                var text = Value.Of(string.Concat(Enumerable.Repeat(fragment, size / fragment.Length)), 0..1);
                foreach (var arguments in (IReadOnlyList<Value>[])[[Value.Of("-c", 0..1), text], [Value.Of("-e", 0..1), text], [text]])
                {
                    var start = GC.GetAllocatedBytesForCurrentThread();
                    Look(new Invocation(0..1, RunContext.None, Value.Of(name, 0..1), arguments, [], Flow.Of(text), Value.Of("/x", 0..1)));

                    // Work that grows with the square would be far beyond a kilobyte for each character.
                    if (GC.GetAllocatedBytesForCurrentThread() - start > size * 1024L)
                    {
                        slow.Add($"{name} {fragment}");
                    }
                }
            }
        }

        Assert.IsEmpty(slow);
    }

    private static void Look(Invocation invocation)
    {
        _ = InnerPrograms.Of(invocation);
        _ = Outputs.Of(invocation, static _ => Flow.Unknown(Origins.File));
    }

    private static Value Word(Random random)
    {
        var text = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Fragments[random.Next(Fragments.Length)]));
        return random.Next(8) switch
        {
            0 => new Value([new Piece(PieceKind.Text, text), new Piece(PieceKind.Unknown, "$X", Origins.Outside)], 0..1),
            1 => new Value([new Piece(PieceKind.Glob, "*"), new Piece(PieceKind.Text, text)], 0..1),
            _ => Value.Of(text, 0..1),
        };
    }
}
