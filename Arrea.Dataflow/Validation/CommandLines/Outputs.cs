using Arrea.Dataflow.Validation.CommandLines.Printing;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Tells what a command writes on its standard output.</summary>
internal static class Outputs
{
    private const int MostDepth = 8;

    /// <summary>What is known of the standard output of a command.</summary>
    /// <param name="invocation">The command.</param>
    /// <param name="contentsOf">What is known of the contents of a file, by its path as the command is given it.</param>
    public static Flow Of(Invocation invocation, Func<Value, Flow> contentsOf) => Of(invocation, contentsOf, 0);

    private static Flow Of(Invocation invocation, Func<Value, Flow> contentsOf, int depth)
    {
        if (invocation.Name is not { Length: > 0 } given)
        {
            return Flow.Unknown(Origins.Program | Carried(invocation));
        }

        var name = OptionTables.BaseOf(given);
        var printer = new Printer(name, invocation, contentsOf);
        return FromText(printer) ?? FromFilter(printer) ?? FromSystem(printer) ?? FromInner(printer, contentsOf, depth)
            ?? Flow.Unknown(Origins.Program | Carried(invocation));
    }

    private static Flow? FromText(Printer printer)
        => printer.Name switch
        {
            "echo" => EchoText.Of(printer),
            "printf" => PrintfText.Of(printer),
            "yes" => new Flow(null, [printer.Arguments.Count == 0 ? Value.Of("y", printer.Span) : Values.Join(printer.Arguments, " ")], Origins.None),
            "seq" => Numbers.Seq(printer),
            "set" when printer.Arguments.Count == 0 => Flow.Unknown(Origins.Outside | Origins.Secret),
            "export" or "declare" or "typeset" when printer.Arguments.Count == 0 || printer.Arguments[0].Exact is "-p" or "-x" && printer.Arguments.Count == 1
                => Flow.Unknown(Origins.Outside | Origins.Secret),
            "history" or "fc" => Flow.Unknown(Origins.Program | Origins.Secret),
            "true" or "false" or ":" or "cd" or "mkdir" or "rm" or "rmdir" or "cp" or "mv" or "ln" or "touch" or "export" or "sleep" or "test" or "[" or "chmod" or "chown"
                or "unset" or "set" or "local" or "declare" or "shift" or "wait" or "read" or "kill" or "install" or "truncate" or "return" or "exit" or "pushd" or "popd" => Flow.Empty,
            _ => null,
        };

    private static Flow? FromFilter(Printer printer)
        => printer.Name switch
        {
            "cat" => TextFilters.Cat(printer),
            "tee" or "pv" or "sponge" or "mbuffer" => printer.Input,
            "head" => ProcessLists.Picked(TextFilters.HeadOrTail(printer)),
            "tail" => TextFilters.HeadOrTail(printer),
            "rev" => TextFilters.Rev(printer),
            "tac" => TextFilters.Tac(printer),
            "tr" => TranslateText.Of(printer),
            "sort" or "uniq" or "shuf" => TextFilters.Lines(printer, 0),
            "grep" or "egrep" or "fgrep" or "rg" or "ag" or "zgrep" => printer.Line.Has("-v", "--invert-match") ? TextFilters.Grep(printer) : ProcessLists.Picked(TextFilters.Grep(printer)),
            "cut" or "sed" or "awk" or "jq" when EditedText.Of(printer) is { } edited => edited,
            "cut" or "sed" or "fold" or "fmt" or "nl" or "paste" or "expand" or "unexpand" or "column" or "pr" or "awk" or "perl" or "jq" or "yq"
                or "strings" or "iconv" or "dos2unix" or "col" or "less" or "more" or "colrm" => Flow.Unknown(ProcessLists.Left(printer, printer.SourceOrigins(printer.Name is "cut" or "sed" or "awk" ? 1 : 0))),
            "wc" or "cksum" or "nproc" => Numbers.Count(printer),
            "md5sum" or "sha1sum" or "sha256sum" or "sha512sum" or "b2sum" or "shasum" => Flow.Unknown(Origins.None),
            "base64" or "base32" or "basenc" or "xxd" or "uudecode" or "openssl" or "gpg" or "gunzip" or "zcat" or "gzip" or "bzip2" or "bunzip2" or "bzcat" or "xz" or "unxz" or "xzcat"
                or "zstd" or "unzstd" or "zstdcat" or "lz4" or "lzma" or "unlzma" or "brotli" or "age" or "ccrypt" or "unzip" or "funzip" or "7z" or "od" or "hexdump" or "uncompress"
                => DecodedText.Of(printer),
            _ => null,
        };

    private static Flow? FromSystem(Printer printer)
        => printer.Name switch
        {
            "curl" or "wget" or "fetch" or "http" or "https" or "xh" or "nc" or "ncat" or "netcat" or "socat" or "telnet" or "lynx" or "w3m" or "links" or "elinks" or "ftp"
                or "tftp" or "aria2c" or "axel" or "dig" or "nslookup" or "host" or "gsutil" or "rclone" or "ssh" or "scp" or "sftp" or "aws" or "GET" or "lwp-request" or "s3cmd"
                or "gh" or "lftp" => FetchedText.Of(printer),
            "find" or "fd" or "fdfind" or "ls" or "dir" or "git" or "locate" or "tree" or "redis-cli" or "valkey-cli" or "keydb-cli" => Listings.Of(printer),
            "ps" or "pgrep" or "pidof" => ProcessLists.Of(printer),
            "docker" or "podman" or "nerdctl" => ProcessLists.OfContainers(printer),
            "pwd" => new Flow(Lined(printer.Invocation.Directory), null, Origins.None),
            "basename" or "dirname" or "realpath" or "readlink" => PathNames.Of(printer),
            "mktemp" => PathNames.Temporary(printer),
            "date" => Numbers.Date(printer),
            "id" or "whoami" or "logname" or "hostname" or "uname" or "arch" or "tty" or "getconf" or "uptime" or "stat" or "du" or "df" or "expr" or "bc" => Numbers.System(printer),
            "which" or "whereis" or "type" or "command" when PathNames.OfCommands(printer) is { } found => found,
            "which" or "type" or "whereis" => Flow.Unknown(Origins.Program),
            "command" when printer.Line.Has("-v", "-V") => Flow.Unknown(Origins.Program),
            "env" when printer.Line.Operands.Count == 0 => Flow.Unknown(Origins.Outside | Origins.Secret),
            "printenv" => Flow.Unknown(Origins.Outside | (printer.Arguments.Count == 0 ? Origins.Secret : Origins.None)),
            _ => null,
        };

    // What a wrapper prints is what it runs prints.
    private static Flow? FromInner(Printer printer, Func<Value, Flow> contentsOf, int depth)
    {
        var inner = depth < MostDepth ? InnerPrograms.Of(printer.Invocation) : [];
        if (inner.Count is 0 or > 8 || !inner.All(static program => program is InnerCommand))
        {
            return null;
        }

        var flows = new List<Flow>();
        foreach (var program in inner)
        {
            var command = (InnerCommand)program;
            flows.Add(Of(
                new Invocation(
                    command.Span, printer.Invocation.Context | command.Adds, command.Words[0], [.. command.Words.Skip(1)], command.Variables,
                    command.Input ?? printer.Invocation.Input, command.Directory ?? printer.Invocation.Directory),
                contentsOf,
                depth + 1));
        }

        return Flow.Join(flows);
    }

    /// <summary>What goes on through a command that is not known: all that has come from somewhere else.</summary>
    private static Origins Carried(Invocation invocation) => invocation.Input.Origins & ~Origins.Outside;

    private static Value Lined(Value value) => new ValueBuilder().Append(value).Append('\n').Take(value.Span);
}
