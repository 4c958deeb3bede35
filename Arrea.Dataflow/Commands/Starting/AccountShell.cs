using System.Runtime.InteropServices;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Starting;

/// <summary>The login shell that the account database names for the user of this process.</summary>
internal static unsafe class AccountShell
{
    private static readonly Lazy<string?> Known = new(Read);

    /// <summary>Its path; null when the account has none, or has one that only refuses logins.</summary>
    public static string? Path => OperatingSystem.IsLinux() ? Known.Value : null;

    private static string? Read()
    {
        const int Size = 16 * 1024;
        var buffer = stackalloc byte[Size];
        Libc.AccountEntry entry;
        Libc.AccountEntry* found;
        if (Libc.Account(Libc.EffectiveUser(), &entry, buffer, Size, &found) != 0 || found is null)
        {
            return null;
        }

        var shell = Marshal.PtrToStringUTF8((nint)found->Shell);
        return System.IO.Path.GetFileName(shell) is "" or null or "nologin" or "false" ? null : shell;
    }
}
