using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>
/// The processes of one test, known by a variable in their environment: children inherit it however deep they are and
/// whoever has adopted them. Zombies have no environment, so they do not show.
/// </summary>
internal sealed class MarkedProcesses : IDisposable
{
    private readonly byte[] _entry;
    private readonly string _value = Guid.NewGuid().ToString("N");

    public MarkedProcesses()
    {
        Variables = new Dictionary<string, string?> { ["ARREA_TEST_MARK"] = _value };
        _entry = Encoding.ASCII.GetBytes("ARREA_TEST_MARK=" + _value);
    }

    /// <summary>To be given to the command.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; }

    public int Count => Find().Count;

    public int CountOf(string name) => Find().Count(pid => Name(pid) == name);

    /// <summary>Whether a process of this name sleeps, or stands still for another reason.</summary>
    public bool AnyIn(string name, char state) => Find().Any(pid => Name(pid) == name && State(pid) == state);

    /// <summary>How many have the variable itself, and not only its text in another one.</summary>
    public int CountOfCarriers => Find().Count(pid => Encoding.ASCII.GetString(Read(pid, "environ")).Split('\0').Contains(Encoding.ASCII.GetString(_entry)));

    public List<int> Find()
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)
                && Read(pid, "environ").AsSpan().IndexOf(_entry) >= 0)
            {
                found.Add(pid);
            }
        }

        return found;
    }

    /// <summary>What each of them is, for the message of a failed test.</summary>
    public IEnumerable<string> Describe()
        => Find().Select(static pid => $"{pid} {State(pid)} {Encoding.UTF8.GetString(Read(pid, "cmdline")).Replace('\0', ' ')}");

    /// <summary>Ends what a failed test has left.</summary>
    public void Dispose()
    {
        foreach (var pid in Find())
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                Trace.WriteLine($"{pid} has ended by itself.");
            }
        }
    }

    private static string Name(int pid) => Encoding.UTF8.GetString(Read(pid, "comm")).TrimEnd('\n');

    private static char State(int pid)
    {
        var text = Encoding.UTF8.GetString(Read(pid, "stat"));
        var bracket = text.LastIndexOf(')');
        return bracket < 0 ? '?' : text[bracket + 2];
    }

    private static byte[] Read(int pid, string file)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{pid}/{file}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
