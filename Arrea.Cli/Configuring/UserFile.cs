using System.Text.Json;
using Arrea.Cli.Platform;

namespace Arrea.Cli.Configuring;

/// <summary>Changes the user's file: whole, or not at all, and one process after another.</summary>
internal static class UserFile
{
    /// <summary>Changes the file.</summary>
    /// <param name="path">The file. It need not exist.</param>
    /// <param name="change">Gets the text before, which is an object of JSON; gives the text after, or null to leave the file alone.</param>
    /// <returns>Whether it was changed.</returns>
    /// <exception cref="UsageException">It cannot be read or written, or is no JSON.</exception>
    public static bool Change(string path, Func<byte[], byte[]?> change)
    {
        try
        {
            OwnFile.MakeFolder(Path.GetDirectoryName(path)!);

            // Who keeps the file elsewhere and has a link here means the file there.
            var target = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            using var turn = FileLock.Take(path + ".lock");
            var before = ConfigPaths.Read(target);
            var after = change(before is { Length: > 0 } ? before : "{}\n"u8.ToArray());
            if (after is null)
            {
                return false;
            }

            Replace(target, after);
            return true;
        }
        catch (JsonException error)
        {
            throw Unusable(path, $"it is no JSON object: {SettingsFile.FirstSentence(error.Message)} Mend it, or take it away", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, error.Message, error);
        }
    }

    private static UsageException Unusable(string path, string why, Exception error)
        => new($"cannot change '{path}': {why}", error) { ExitCode = ExitCodes.BadInput };

    private static void Replace(string path, byte[] bytes)
    {
        var next = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = OwnFile.Open(next, FileMode.Create))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(next, path, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }
}
