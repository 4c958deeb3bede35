using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Tests.Validation.Paths;

[TestClass]
public sealed class PathJudgeTests
{
    [TestMethod]
    [DataRow("/", nameof(PathKinds.Root))]
    [DataRow("//", nameof(PathKinds.Root))]
    [DataRow("/./", nameof(PathKinds.Root))]
    [DataRow("/usr/..", nameof(PathKinds.Root))]
    [DataRow("/../..", nameof(PathKinds.Root))]
    [DataRow("/*", nameof(PathKinds.Root))]
    [DataRow("/?*", nameof(PathKinds.Root))]
    [DataRow("/e*", nameof(PathKinds.System))]
    [DataRow("/[a-z]tc", nameof(PathKinds.System))]
    [DataRow("/usr/../etc", nameof(PathKinds.System))]
    [DataRow("/usr/../bin/rm", nameof(PathKinds.System))]
    [DataRow("/var/log", "System, Trace")]
    [DataRow("/data", "System, Elsewhere")]
    [DataRow("/data/x/y", nameof(PathKinds.Elsewhere))]
    [DataRow("/tmp", "Outside, Temporary")]
    [DataRow("/var/tmp", "Outside, Temporary")]
    [DataRow("/dev/shm", "System, Temporary")]
    [DataRow("/app/node_modules", nameof(PathKinds.Relative))]
    [DataRow("/builds/group/project/node_modules", nameof(PathKinds.Relative))]
    [DataRow("/builds/group", nameof(PathKinds.Elsewhere))]
    [DataRow("/var/cache/apk/*", nameof(PathKinds.Temporary))]
    [DataRow("/var/lib/apt/lists/x", nameof(PathKinds.Temporary))]
    [DataRow("/var/lib/apt", nameof(PathKinds.System))]
    [DataRow("/tmp/x", nameof(PathKinds.Temporary))]
    [DataRow("/tmp/*", "Outside, Temporary")]
    [DataRow("/tmp/../etc", nameof(PathKinds.System))]
    [DataRow("/var/tmp/x", nameof(PathKinds.Temporary))]
    [DataRow("/home", nameof(PathKinds.Home))]
    [DataRow("/home/*", nameof(PathKinds.Home))]
    [DataRow("/home/ann/", nameof(PathKinds.Home))]
    [DataRow("/home/ann/x/y", nameof(PathKinds.NamedHome))]
    [DataRow("~", nameof(PathKinds.Home))]
    [DataRow("~/", nameof(PathKinds.Home))]
    [DataRow("~/*", nameof(PathKinds.Home))]
    [DataRow("~/.*", nameof(PathKinds.Home))]
    [DataRow("~/..", nameof(PathKinds.Home))]
    [DataRow("~/../..", nameof(PathKinds.Root))]
    [DataRow("~/.cache/pip", nameof(PathKinds.NamedHome))]
    [DataRow("~/Documents", nameof(PathKinds.Home))]
    [DataRow("~/.ssh", "Home, Secret")]
    [DataRow("~/.ssh/id_rsa", "Home, Secret")]
    [DataRow("~/.ssh/id_rsa.pub", nameof(PathKinds.Home))]
    [DataRow("~/.ssh/authorized_keys", "Home, Persistence")]
    [DataRow("~/.bashrc", "NamedHome, Persistence")]
    [DataRow("~/.bash_history", "NamedHome, Secret, Trace")]
    [DataRow("~/.netrc", "NamedHome, Secret")]
    [DataRow(".", nameof(PathKinds.WorkingDirectory))]
    [DataRow("./", nameof(PathKinds.WorkingDirectory))]
    [DataRow("./*", nameof(PathKinds.WorkingDirectory))]
    [DataRow("*", nameof(PathKinds.WorkingDirectory))]
    [DataRow(".[!.]*", nameof(PathKinds.WorkingDirectory))]
    [DataRow("build/..", nameof(PathKinds.WorkingDirectory))]
    [DataRow("$PWD", nameof(PathKinds.WorkingDirectory))]
    [DataRow("$PWD/build", nameof(PathKinds.Relative))]
    [DataRow("build", nameof(PathKinds.Relative))]
    [DataRow("build/*", nameof(PathKinds.Relative))]
    [DataRow("*.o", nameof(PathKinds.Relative))]
    [DataRow("home/user", nameof(PathKinds.Relative))]
    [DataRow("..", nameof(PathKinds.Outside))]
    [DataRow("build/../../x", nameof(PathKinds.Outside))]
    [DataRow(".git", "VersionControl, Relative")]
    [DataRow("src/.git/", "VersionControl, Relative")]
    [DataRow(".git/index.lock", nameof(PathKinds.Relative))]
    [DataRow(".git/hooks/pre-commit", "Relative, Persistence")]
    [DataRow(".git-backup", nameof(PathKinds.Relative))]
    [DataRow(".env", "Relative, ProjectSecret")]
    [DataRow(".env.example", nameof(PathKinds.Relative))]
    [DataRow("/dev/sda", nameof(PathKinds.Device))]
    [DataRow("/dev/nvme0n1p2", nameof(PathKinds.Device))]
    [DataRow("/dev/disk/by-id/x", nameof(PathKinds.Device))]
    [DataRow("/dev/null", nameof(PathKinds.Stream))]
    [DataRow("/dev/fd/3", nameof(PathKinds.Stream))]
    [DataRow("/dev/tcp/203.0.113.5/80", nameof(PathKinds.Socket))]
    [DataRow("/etc/shadow", "System, Secret, Persistence")]
    [DataRow("/etc/os-release", nameof(PathKinds.System))]
    [DataRow("/etc/cron.d/x", "System, Persistence")]
    [DataRow("/proc/self/environ", "System, Secret")]
    [DataRow("?X", nameof(PathKinds.Unknown))]
    [DataRow("?X/", "Unknown, PerhapsRoot")]
    [DataRow("?X/*", "Unknown, PerhapsRoot")]
    [DataRow("?X/usr", "Unknown, PerhapsRoot")]
    [DataRow("?X/build", nameof(PathKinds.Unknown))]
    [DataRow("?X-build", nameof(PathKinds.Unknown))]
    [DataRow("!X", nameof(PathKinds.Unknown))]
    [DataRow("!X/cache", nameof(PathKinds.Relative))]
    [DataRow("/?X", "Unknown, PerhapsRoot")]
    [DataRow("build-?X", nameof(PathKinds.Relative))]
    [DataRow("build/?X", "Relative, Unknown")]
    [DataRow("", nameof(PathKinds.None))]
    public void Of_Path_SaysWhatItIs(string path, string expected)
        => Assert.AreEqual(expected, PathJudge.Of(Made(path), Made(".")).ToString());

    [TestMethod]
    [DataRow("var", "/", nameof(PathKinds.System))]
    [DataRow("*", "/etc", nameof(PathKinds.System))]
    [DataRow("x", "/tmp", nameof(PathKinds.Temporary))]
    [DataRow("*", "~", nameof(PathKinds.Home))]
    [DataRow("x", "~", nameof(PathKinds.NamedHome))]
    [DataRow("../build", "project", nameof(PathKinds.Relative))]
    [DataRow(".", "project", nameof(PathKinds.Relative))]
    [DataRow("build", "?X", nameof(PathKinds.Relative))]
    [DataRow("*", "?X", "Unknown, PerhapsRoot")]
    public void Of_PathInDirectory_SaysWhatItIsThere(string path, string directory, string expected)
        => Assert.AreEqual(expected, PathJudge.Of(Made(path), Made(directory)).ToString());

    [TestMethod]
    [DataRow("backup/.aws/credentials", true)]
    [DataRow("/mnt/etc//shadow", true)]
    [DataRow("/etc/./shadow", true)]
    [DataRow("x/.password-store/a/b", true)]
    [DataRow("server.pem", true)]
    [DataRow("/proc/self/task/1/environ", true)]
    [DataRow("~/.ssh/id_rsa.pub", false)]
    [DataRow("x/.ssh/known_hosts", false)]
    [DataRow("etc/hosts", false)]
    public void HoldsSecret_Path_CountsWhereverItHasBeenCopied(string path, bool expected)
        => Assert.AreEqual(expected, PathJudge.HoldsSecret(Made(path), Made(".")));

    [TestMethod]
    public void Of_LongHostilePaths_AreBounded()
    {
        foreach (var part in new[] { "*/", "../", "a/", "**/", "?X/", "~/" })
        {
            var path = string.Concat(Enumerable.Repeat(part, 64 * 1024 / part.Length));

            Assert.AreNotEqual(PathKinds.None, PathJudge.Of(Made(path), Made(".")), part);
        }
    }

    /// <summary>A value in a short form: <c>~</c> and <c>$PWD</c> at the beginning, <c>* ? [a]</c> for globs, <c>?X</c> for what is unknown, <c>!X</c> for that and not empty.</summary>
    private static Value Made(string text)
    {
        var pieces = new List<Piece>();
        for (var at = 0; at < text.Length; at++)
        {
            var rest = text.AsSpan(at);
            if (at == 0 && rest[0] == '~')
            {
                pieces.Add(new(PieceKind.Home, ""));
            }
            else if (at == 0 && rest.StartsWith("$PWD"))
            {
                pieces.Add(new(PieceKind.WorkingDirectory, ""));
                at += 3;
            }
            else if (rest is ['?' or '!', 'X', ..])
            {
                pieces.Add(new(PieceKind.Unknown, "$X", Origins.Outside, rest[0] == '!' ? UnknownTraits.NotEmpty : UnknownTraits.None));
                at++;
            }
            else if (rest[0] is '*' or '?' or '[')
            {
                var length = rest[0] == '[' ? rest.IndexOf(']') + 1 : 1;
                pieces.Add(new(PieceKind.Glob, rest[..length].ToString()));
                at += length - 1;
            }
            else if (pieces is [.., { Kind: PieceKind.Text } last])
            {
                pieces[^1] = Piece.Literal(last.Text + rest[0]);
            }
            else
            {
                pieces.Add(Piece.Literal(rest[..1].ToString()));
            }
        }

        return new(pieces, 0..0);
    }
}
