using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Validation.Rules;

namespace Arrea.Dataflow.Configuration;

/// <summary>A file of validation rules, as it was when it was read. Immutable.</summary>
/// <param name="Path">The file, as it was named.</param>
/// <param name="Text">What was in it.</param>
/// <param name="Rules">The rules in it, checked.</param>
internal sealed record RulesFile(string Path, string Text, IReadOnlyList<ValidationRule> Rules)
{
    // Far more than anybody writes by hand; a wrong name must not read a disk into memory.
    private const int MostBytes = 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; a relative path is that of this process.</param>
    /// <param name="problem">What is wrong with it, as the end of a sentence; null when nothing is.</param>
    public static RulesFile? Read(string path, out string? problem)
    {
        try
        {
            // Devices and pipes have no length, and may have no end.
            var file = new FileInfo(path);
            file = file.Exists ? file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file : file;
            problem = !file.Exists ? "which is no file."
                : file.Length == 0 ? "which is empty, or no regular file."
                : file.Length > MostBytes ? $"which is larger than {MostBytes} bytes."
                : null;
            return problem is null && TextOf(file) is var text ? new RulesFile(path, text, ValidationRule.Read(text)) : null;
        }
        catch (RuleException error)
        {
            problem = $"whose rules cannot be used: {string.Join(' ', error.Problems)}";
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            problem = $"which cannot be used: {Check.MessageOf(error)}";
            return null;
        }
    }

    // It may grow as it is read.
    private static string TextOf(FileInfo file)
    {
        using var stream = file.OpenRead();
        var bytes = new byte[MostBytes];
        var count = stream.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false);
        using var text = new StreamReader(new MemoryStream(bytes, 0, count));
        return text.ReadToEnd();
    }

    /// <summary>Reads a file, or throws.</summary>
    /// <exception cref="ArgumentException">The file cannot be read, or a rule in it is wrong.</exception>
    public static RulesFile? Checked(string? path, string property)
        => string.IsNullOrEmpty(path) ? null
            : Read(path, out var problem) ?? throw new ArgumentException($"{property} is '{path}', {problem}", property);
}
