using System.Buffers.Text;
using System.Security.Cryptography;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>Ids of runs that nobody chose.</summary>
internal static class RunIds
{
    /// <summary><c>run_</c> and 8 random bytes in URL-safe base64, 11 characters.</summary>
    public static string Next() => "run_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(8));
}
