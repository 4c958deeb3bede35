using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>Programs that take their commands from standard input.</summary>
internal static class InputEffects
{
    private static readonly HashSet<string> Names = ["sftp", "ftp", "lftp", "tftp", "smbclient", "ncftp"];

    /// <summary>Whether it is one of them. Cheap.</summary>
    public static bool Knows(string name) => Names.Contains(name);

    /// <summary>What a program that is told what to do by its input does: <c>sftp host &lt;&lt;&lt; 'put file'</c>.</summary>
    public static IEnumerable<Effect> Of(string name, Flow input)
    {
        if (!Names.Contains(name) || input.Exact is not { } text)
        {
            yield break;
        }

        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words is ["put" or "mput" or "send" or "append" or "reput" or "mirror", .. var files])
            {
                foreach (var file in files.Where(static file => file[0] != '-'))
                {
                    yield return new(EffectKind.Send, Value.Of(file.Trim('"', '\''), 0..0), IsRecursive: false);
                }
            }
        }
    }
}
