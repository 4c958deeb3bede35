using System.Security.Cryptography;
using System.Text;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Acting;

/// <summary>
/// The documents of actions that led here, the outermost first. An environment variable hands it on, so that it reaches an
/// <c>arrea action</c> also by way of shells and scripts: who calls itself would never end.
/// </summary>
internal sealed class ActionChain
{
    /// <summary>The variable.</summary>
    public const string Variable = "ARREA_ACTION_CHAIN";

    // One that makes a new document each time never comes upon an old one.
    private const int Deepest = 16;

    private readonly IReadOnlyList<string> _links;

    private ActionChain(IReadOnlyList<string> links) => _links = links;

    /// <summary>The value of the variable for what these actions start.</summary>
    public string Value => string.Join(',', _links.Select(Uri.EscapeDataString));

    /// <summary>The chain that led to a document, with the document.</summary>
    /// <param name="inherited">The value of the variable; null for none.</param>
    /// <param name="file">The file; null when the document came otherwise.</param>
    /// <param name="document">The document.</param>
    /// <exception cref="UsageException">The document stands in the chain already, or the chain is too long.</exception>
    public static ActionChain Enter(string? inherited, string? file, byte[] document)
    {
        List<string> links = [.. (inherited ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        var link = RealPath(file) ?? Digest(document);
        var isCircle = links.Contains(link);
        links.Add(link);
        var way = string.Join(" → ", links.Select(Shown.Command));
        return isCircle ? throw new UsageException($"these actions call themselves: {way}") { ExitCode = ExitCodes.BadInput }
            : links.Count > Deepest ? throw new UsageException($"actions call actions more than {Deepest} deep: {way}") { ExitCode = ExitCodes.BadInput }
            : new ActionChain(links);
    }

    // A pipe may be given by a path as well, as in '--file <(jq …)', and that path is another thing each time.
    private static string? RealPath(string? file)
    {
        if (file is null || Path.GetFullPath(file) is not { } path || path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal))
        {
            return null;
        }

        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
    }

    // The same text means something else in another folder.
    private static string Digest(byte[] document)
        => $"JSON {Convert.ToHexStringLower(SHA256.HashData([.. document, .. Encoding.UTF8.GetBytes(Environment.CurrentDirectory)]))[..16]}";
}
