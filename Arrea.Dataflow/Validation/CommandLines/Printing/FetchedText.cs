using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Commands that print what they fetch from another machine.</summary>
internal static class FetchedText
{
    public static Flow Of(Printer printer)
        => IsPrinted(printer) ? Flow.Unknown(Origins.Network | (printer.Input.Origins & ~Origins.Outside)) : Flow.Empty;

    private static bool IsPrinted(Printer printer)
    {
        var line = printer.Line;
        return printer.Name switch
        {
            "curl" => !line.Has("-o", "-O", "--output", "--remote-name", "--remote-name-all") || line.ValueOf("-o", "--output")?.Exact is "-" or "/dev/stdout",
            "wget" => line.ValueOf("-O", "--output-document")?.Exact is "-" or "/dev/stdout",
            "fetch" => line.ValueOf("-o")?.Exact is "-",
            "aria2c" or "axel" or "scp" or "sftp" => false,
            "gsutil" => line.Operands is [{ Exact: "cat" }, ..] or [{ Exact: "cp" }, _, { Exact: "-" }, ..],
            _ => true,
        };
    }
}
