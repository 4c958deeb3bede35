using System.Globalization;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>What is used up.</summary>
internal static class LoadVerbs
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary><c>memory MIB</c>: touches so much at once.</summary>
    public static int Memory(string[] rest)
    {
        var blocks = new List<byte[]>();
        for (var left = int.Parse(rest[0], CultureInfo.InvariantCulture); left > 0; left--)
        {
            var block = new byte[Mebibyte];
            Array.Fill(block, (byte)1);
            blocks.Add(block);
        }

        return blocks.Count(static block => block[^1] == 0);
    }

    /// <summary><c>cpu MS</c>: burns so much processor time.</summary>
    public static int Cpu(string[] rest)
    {
        var goal = TimeSpan.FromMilliseconds(int.Parse(rest[0], CultureInfo.InvariantCulture));
        while (OperatingSystem.IsLinux() && Environment.CpuUsage.TotalTime < goal)
        {
            Thread.SpinWait(Mebibyte);
        }

        return 0;
    }
}
