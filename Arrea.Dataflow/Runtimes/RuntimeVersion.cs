using System.Buffers;
using System.Runtime.CompilerServices;
using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Runtimes;

/// <summary>The version of a language that a command is to run with, and the manager that has it. Immutable.</summary>
/// <remarks>
/// Language and version are checked here, and reach the manager as a variable or as an argument of their own. No shell ever reads them.
/// </remarks>
public sealed record RuntimeVersion
{
    private const string OfSystem = "system";
    private const int LongestLanguage = 64;
    private const int LongestVersion = 128;
    private const int LongestShown = 40;
    private const string LowerCaseAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> First = SearchValues.Create(LowerCaseAndDigits);
    private static readonly SearchValues<char> OfLanguages = SearchValues.Create(LowerCaseAndDigits + "_-");
    private static readonly SearchValues<char> OfVersions = SearchValues.Create(LowerCaseAndDigits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ._+-");

    private RuntimeVersion(RuntimeManager manager, string language, string version)
    {
        Manager = manager;
        Language = CheckedLanguage(language) switch
        {
            "nodejs" => "node",
            "golang" => "go",
            var name => name,
        };
        Version = CheckedVersion(version);
    }

    /// <summary>Who has the version.</summary>
    public RuntimeManager Manager { get; }

    /// <summary>The language: <c>elixir</c>, <c>node</c>, <c>python</c>, <c>ruby</c>, <c>rust</c>, <c>go</c>, or the name of another plugin. <c>nodejs</c> and <c>golang</c> become <c>node</c> and <c>go</c>.</summary>
    public string Language { get; }

    /// <summary>The version, as it was given.</summary>
    public string Version { get; }

    /// <summary>What the manager calls the language.</summary>
    internal string Tool => (Manager, Language) switch
    {
        (RuntimeManager.Asdf, "node") => "nodejs",
        (RuntimeManager.Asdf, "go") => "golang",
        _ => Language,
    };

    /// <summary>The variable by which asdf is told the version.</summary>
    internal string Variable => $"ASDF_{Tool.ToUpperInvariant().Replace('-', '_')}_VERSION";

    /// <summary>The version as an argument of mise.</summary>
    internal string Argument => $"{Tool}@{Version}";

    /// <summary>Whether it is asdf's word for what the system has, which asdf never lists.</summary>
    internal bool IsOfSystem => Manager == RuntimeManager.Asdf && Version == OfSystem;

    /// <summary>Whether it has the form of a number rather than of a word such as <c>latest</c>, which the manager would look up elsewhere.</summary>
    internal bool HasNumber => Version.AsSpan().ContainsAnyInRange('0', '9');

    /// <summary>The command that installs it.</summary>
    internal string InstallCommand => Manager == RuntimeManager.Asdf ? $"asdf install {Tool} {Version}" : $"mise install {Argument}";

    /// <summary>The command that installs asdf's plugin for it, and the version where it is one to install.</summary>
    internal string AddPluginCommand => $"asdf plugin add {Tool}{(IsOfSystem ? "" : $" && {InstallCommand}")}";

    /// <summary>A version that asdf has.</summary>
    /// <param name="language">
    /// <c>elixir</c>, <c>node</c>, <c>python</c>, <c>ruby</c>, <c>rust</c>, <c>go</c>, or the name of another plugin: 1 to 64 lower-case letters, digits, <c>_</c> and
    /// <c>-</c>, a letter or digit first.
    /// </param>
    /// <param name="version">The version in full, as <c>asdf list</c> prints it, or <c>system</c>: 1 to 128 letters, digits, and <c>.</c> <c>_</c> <c>+</c> <c>-</c>.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentNullException">One of the two is null.</exception>
    /// <exception cref="ArgumentException">One of the two is malformed; the message shows it.</exception>
    public static RuntimeVersion Asdf(string language, string version) => new(RuntimeManager.Asdf, language, version);

    /// <summary>A version that mise has.</summary>
    /// <param name="language">As for <see cref="Asdf"/>.</param>
    /// <param name="version">The version in full or its beginning (<c>20</c> for any <c>20.…</c>) as <c>mise ls</c> prints it. Form as for <see cref="Asdf"/>.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentNullException">One of the two is null.</exception>
    /// <exception cref="ArgumentException">One of the two is malformed; the message shows it.</exception>
    public static RuntimeVersion Mise(string language, string version) => new(RuntimeManager.Mise, language, version);

    /// <summary>The language, the version and the manager.</summary>
    public override string ToString() => $"{Language} {Version} ({(Manager == RuntimeManager.Asdf ? "asdf" : "mise")})";

    /// <summary>A copy of a list in which no two contradict one another.</summary>
    /// <remarks>Two managers may serve one command, but not with the same language: only one of them would win.</remarks>
    internal static IReadOnlyList<RuntimeVersion> Checked(IReadOnlyList<RuntimeVersion> versions, [CallerMemberName] string property = "")
    {
        if (Check.NotNull(versions, property).Count == 0)
        {
            return [];
        }

        IReadOnlyList<RuntimeVersion> copy = [.. versions];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in copy)
        {
            // Two names that differ only in '-' and '_' have the same variable.
            if (version is null || !seen.Add(version.Language.Replace('-', '_')))
            {
                throw new ArgumentException(version is null ? $"{property} holds a null." : $"{property} has more than one version of {version.Language}.", property);
            }
        }

        return copy;
    }

    /// <summary>Whether a manager that has these versions can serve this one without installing anything.</summary>
    internal bool IsAmong(IReadOnlySet<string> installed)
        => IsOfSystem || installed.Contains(Version) || (Manager == RuntimeManager.Mise && installed.Any(IsBeginningOf));

    private bool IsBeginningOf(string installed)
        => installed.Length > Version.Length && installed[Version.Length] is '.' or '-' && installed.StartsWith(Version, StringComparison.Ordinal);

    private static string CheckedLanguage(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return language.Length is > 0 and <= LongestLanguage && First.Contains(language[0]) && !language.AsSpan().ContainsAnyExcept(OfLanguages)
            ? language
            : throw new ArgumentException(
                $"'{Shown(language)}' is no name of a language: expected 1 to {LongestLanguage} lower-case letters, digits, '_' and '-', a letter or digit first.", nameof(language));
    }

    private static string CheckedVersion(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Length is > 0 and <= LongestVersion && !version.AsSpan().ContainsAnyExcept(OfVersions)
            ? version
            : throw new ArgumentException(
                $"'{Shown(version)}' is no version: expected 1 to {LongestVersion} letters, digits, and '.', '_', '+', '-'.", nameof(version));
    }

    private static string Shown(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
