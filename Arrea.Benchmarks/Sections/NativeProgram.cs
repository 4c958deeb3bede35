using System.ComponentModel;
using System.Diagnostics;

namespace Arrea.Benchmarks.Sections;

/// <summary>A C program: the limit that the machine sets. Compiled on the spot.</summary>
internal sealed class NativeProgram : IDisposable
{
    /// <summary>Why there is none.</summary>
    public const string NoCompiler = "there is no C compiler (cc)";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arrea-bench-");

    private NativeProgram()
    {
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "program");

    /// <summary>Gives null on a machine without a C compiler.</summary>
    public static NativeProgram? TryCompile(string source)
    {
        var program = new NativeProgram();
        var file = program.Path + ".c";
        File.WriteAllText(file, source);
        try
        {
            using var compiler = Process.Start("cc", ["-O2", "-pthread", "-o", program.Path, file]);
            compiler.WaitForExit();
            if (compiler.ExitCode == 0)
            {
                return program;
            }
        }
        catch (Win32Exception error) when (error.NativeErrorCode != 0)
        {
            // No compiler: the arm is left out.
        }

        program.Dispose();
        return null;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
