using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What is known of the contents of files by their paths alone.</summary>
internal static class KnownFiles
{
    /// <summary>Where the contents of a file come from.</summary>
    public static Flow ContentsOf(Value path, Value directory)
    {
        return path.Exact is { } text && DirectoryPath.Normal(text) is "/dev/null" ? Flow.Empty
            : Flow.Unknown((PathJudge.Of(path, directory) & PathKinds.Socket) != 0 ? Origins.Network
                : path.HasUnknown ? path.Origins | Origins.File
                : PathJudge.HoldsSecret(path, directory) ? Origins.File | Origins.Secret
                : Origins.File);
    }
}
