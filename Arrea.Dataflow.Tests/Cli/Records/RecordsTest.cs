using System.Text.Json;
using Arrea.Cli.Journals;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Cli.Records;

/// <summary>A folder to run in, with the journals in <c>state</c> below it.</summary>
public abstract class RecordsTest(TestContext context) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected TestContext Context => context;

    private protected JournalFolder Journals => new(_folder["state/arrea"]);

    protected string this[string file] => _folder[file];

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    /// <summary>The newest run, read from its journal.</summary>
    private protected RecordedRun LastRun => JournalReader.Read(Journals.NewestFirst()[0])!;

    protected string Text(string file) => File.ReadAllText(this[file]);

    protected string[] Lines(string file) => File.ReadAllLines(this[file]);

    /// <summary>Runs a shell script in the folder, in which <c>arrea</c> is a command.</summary>
    private protected Task<CliResult> ScriptAsync(string script) => CliProcess.ScriptAsync(context, Prepared(script));

    private protected CliProcess StartScript(string script)
        => CliProcess.StartProgram(context, "/bin/bash", ["-c", $"arrea() {{ \"$DOTNET\" \"$ARREA\" \"$@\"; }}\n{Prepared(script)}"]);

    /// <summary>Each line of an output as an object.</summary>
    private protected static JsonElement[] Json(CliResult result) => [.. result.Lines.Select(static line => JsonDocument.Parse(line).RootElement)];

    private string Prepared(string script) => $"cd '{_folder.Path}'; export XDG_STATE_HOME='{this["state"]}'\n{script}";
}
