namespace Arrea.Dataflow.Tests.Support;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("arrea-").FullName;

    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Makes an empty file, for others to see.</summary>
    public void Touch(string file) => File.Create(this[file]).Dispose();

    public void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(this[file], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
