using System.ComponentModel;
using System.Diagnostics;

namespace Arrea.Benchmarks.Sections;

/// <summary>A C program that runs `sh -c true` again and again: the limit that the machine sets. Compiled on the spot.</summary>
internal sealed class NativeSpawner : IDisposable
{
    private const string Source = """
        #define _DEFAULT_SOURCE
        #include <stdlib.h>
        #include <sys/wait.h>
        #include <unistd.h>

        /* spawn COUNT PARALLELISM: exits with 0 when every command did. */
        int main(int argc, char **argv)
        {
            char *shell[] = { "sh", "-c", "true", NULL };
            int count = atoi(argv[1]), parallelism = atoi(argv[2]), started = 0, ended = 0, failed = argc != 3;
            while (ended < count)
            {
                if (started < count && started - ended < parallelism)
                {
                    pid_t child = vfork();
                    if (child == 0)
                    {
                        execv("/bin/sh", shell);
                        _exit(127);
                    }
                    if (child < 0)
                    {
                        return 2;
                    }
                    started++;
                    continue;
                }
                int status;
                if (wait(&status) < 0)
                {
                    return 3;
                }
                ended++;
                failed |= status != 0;
            }
            return failed;
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arrea-bench-");

    private NativeSpawner()
    {
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "spawn");

    /// <summary>Gives null on a machine without a C compiler.</summary>
    public static NativeSpawner? TryCompile()
    {
        var spawner = new NativeSpawner();
        var source = spawner.Path + ".c";
        File.WriteAllText(source, Source);
        try
        {
            using var compiler = Process.Start("cc", ["-O2", "-o", spawner.Path, source]);
            compiler.WaitForExit();
            if (compiler.ExitCode == 0)
            {
                return spawner;
            }
        }
        catch (Win32Exception error) when (error.NativeErrorCode != 0)
        {
            // No compiler: the arm is left out.
        }

        spawner.Dispose();
        return null;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
