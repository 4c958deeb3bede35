using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Runtimes;

/// <summary>
/// Scripts named <c>asdf</c> and <c>mise</c> that answer like the real ones, in a folder that is on the search path of jobs only.
/// asdf has what is installed below <c>data</c>; mise prints a file per tool.
/// </summary>
internal sealed class FakeManagers : IDisposable
{
    private const string Asdf = """
        #!/bin/sh
        echo "asdf $*" >> "$FAKE_LOG"
        [ "$1" = list ] || exit 64
        if [ ! -d "$ASDF_DATA_DIR/plugins/$2" ]; then
            echo "No such plugin: $2" >&2
            exit 1
        fi
        found=
        for folder in "$ASDF_DATA_DIR/installs/$2"/*; do
            [ -d "$folder" ] || continue
            [ -z "$found" ] && mark=' *' || mark='  '
            found=yes
            echo "$mark${folder##*/}"
        done
        if [ -z "$found" ]; then
            echo "No compatible versions installed ($2)" >&2
            exit 1
        fi
        """;

    private const string Mise = """
        #!/bin/sh
        echo "mise $*" >> "$FAKE_LOG"
        case "$1" in
        ls)
            if [ ! -f "$FAKE_MISE/$3.json" ]; then
                echo "mise ERROR $3 is not installed" >&2
                exit 1
            fi
            cat "$FAKE_MISE/$3.json"
            ;;
        exec)
            shift
            FAKE_TOOLS=
            while [ "$1" != -- ]; do
                FAKE_TOOLS="$FAKE_TOOLS[$1]"
                shift
            done
            shift
            export FAKE_TOOLS
            exec "$@"
            ;;
        *)
            exit 64
            ;;
        esac
        """;

    private const string Shim = """
        #!/bin/sh
        echo "node $ASDF_NODEJS_VERSION $*"
        """;

    private readonly TemporaryFolder _folder = new();

    public FakeManagers()
    {
        foreach (var folder in new[] { "bin", "data/plugins", "data/shims", "mise" })
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        File.WriteAllText(_folder["log"], "");
        Script("bin/asdf", Asdf);
        Script("bin/mise", Mise);
        Script("data/shims/node", Shim);
    }

    /// <summary>What the managers were asked, a line each.</summary>
    public string[] Log => File.ReadAllLines(_folder["log"]);

    public string Shims => _folder["data/shims"];

    public string Folder => _folder.Path;

    /// <summary>The search path of jobs.</summary>
    public string SearchPath => $"{_folder["bin"]}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";

    public string this[string file] => _folder[file];

    /// <summary>The environment in which the managers are found.</summary>
    public Dictionary<string, string?> Variables() => new()
    {
        ["PATH"] = SearchPath,
        ["ASDF_DATA_DIR"] = _folder["data"],
        ["FAKE_LOG"] = _folder["log"],
        ["FAKE_MISE"] = _folder["mise"],
    };

    public Job Job(string command, params RuntimeVersion[] versions)
        => new(command) { Environment = Variables(), Shell = "/bin/sh", RuntimeVersions = versions };

    /// <summary>Installs a plugin of asdf and, where there are some, versions of it.</summary>
    public void InstallAsdf(string plugin, params string[] versions)
    {
        Directory.CreateDirectory(_folder[$"data/plugins/{plugin}"]);
        foreach (var version in versions)
        {
            Directory.CreateDirectory(_folder[$"data/installs/{plugin}/{version}"]);
        }
    }

    /// <summary>Lets mise list versions of a tool as installed.</summary>
    public void InstallMise(string tool, params string[] versions)
        => MiseSays(tool, $"[{string.Join(",", versions.Select(static version => $$"""{"version":"{{version}}","installed":true,"active":false}"""))}]");

    /// <summary>Lets mise print a text when it is asked for a tool.</summary>
    public void MiseSays(string tool, string text) => File.WriteAllText(_folder[$"mise/{tool}.json"], text);

    /// <summary>Puts a script in the place of a manager, or of anything else.</summary>
    public void Script(string file, string text)
    {
        File.Delete(_folder[file]);
        File.WriteAllText(_folder[file], text + "\n");
        _folder.MakeExecutable(file);
    }

    public void Dispose() => _folder.Dispose();
}
