using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Notes the files that well-known commands write, and with what.</summary>
internal static class FileWrites
{
    public static void Note(Invocation invocation, WrittenFiles files, bool isSure, Func<Value, Flow> contentsOf, StepBudget budget)
    {
        switch (invocation.Name)
        {
            case "tee" or "sponge":
                var tee = Parse(invocation);
                foreach (var path in tee.Operands)
                {
                    Write(path, [invocation.Input], tee.Has("-a", "--append"));
                }

                break;

            case "curl":
                var curl = Parse(invocation);
                foreach (var option in curl.Options)
                {
                    if (option is { Name: "-o" or "--output", Value: { } path })
                    {
                        Write(path, [Flow.Unknown(Origins.Network)]);
                    }
                }

                if (curl.Has("-O", "--remote-name", "--remote-name-all"))
                {
                    WriteNames(curl);
                }

                break;

            case "wget":
                var wget = Parse(invocation);
                if (wget.ValueOf("-O", "--output-document") is { } document)
                {
                    Write(document, [Flow.Unknown(Origins.Network)]);
                }
                else
                {
                    WriteNames(wget);
                }

                break;

            case "cp" or "mv" or "install" or "ln" or "scp" or "rsync":
                Copy(Parse(invocation), invocation.Name is "scp" or "rsync");
                break;

            case "dd":
                var input = invocation.Arguments.FirstOrDefault(static argument => argument.KnownStart.StartsWith("if=", StringComparison.Ordinal));
                var target = invocation.Arguments.FirstOrDefault(static argument => argument.KnownStart.StartsWith("of=", StringComparison.Ordinal));
                if (target is not null)
                {
                    Write(Values.Skip(target, 3), [input is null ? invocation.Input : contentsOf(Values.Skip(input, 3))]);
                }

                break;

            case "gpg" or "gpg2" or "openssl" or "sort" or "uniq" or "iconv" or "base64" or "xxd" or "aria2c" or "http" or "fetch" or "axel":
                var line = Parse(invocation);
                if (line.ValueOf("-o", "--output", "-out") is { } written)
                {
                    var origins = invocation.Name is "gpg" or "gpg2" or "openssl" ? Origins.Decoder
                        : invocation.Name is "aria2c" or "http" or "fetch" or "axel" ? Origins.Network : invocation.Input.Origins;
                    Write(written, [Flow.Unknown(origins)]);
                }
                else if (invocation.Name is "aria2c" or "axel")
                {
                    WriteNames(line);
                }

                break;
        }

        void Write(Value path, IReadOnlyList<Flow> flows, bool isAppend = false)
        {
            if (path.Exact is "-")
            {
                return;
            }

            files.Write(WrittenFiles.KeyOf(path, invocation.Directory), flows, isAppend, isSure, budget);
        }

        void WriteNames(CommandLine line)
        {
            foreach (var url in line.Operands)
            {
                if (url.Exact is { } text && text.TrimEnd('/').LastIndexOf('/') is var slash and >= 0)
                {
                    var name = text[(slash + 1)..];
                    name = name[..(name.IndexOf('?') is var query and >= 0 ? query : name.Length)];
                    Write(Value.Of(name.Length == 0 ? "index.html" : name, url.Span), [Flow.Unknown(Origins.Network)]);
                }
            }
        }

        void Copy(CommandLine line, bool isRemote)
        {
            var directory = line.ValueOf("-t", "--target-directory");
            var sources = directory is null ? line.Operands.SkipLast(1).ToList() : [.. line.Operands];
            if (invocation.Name == "ln" && directory is null && line.Operands is [var only])
            {
                NoteLink(line, only, Value.Of(".", only.Span));
            }

            if (sources.Count == 0 || (directory ?? line.Operands[^1]) is not { } to)
            {
                return;
            }

            foreach (var from in sources)
            {
                NoteLink(line, from, to);
                var isFar = isRemote && from.KnownStart.Contains(':');
                var known = isFar ? null : files.Find(WrittenFiles.KeyOf(from, invocation.Directory));
                if (!isFar && known is null)
                {
                    continue;
                }

                var flows = known ?? [Flow.Unknown(Origins.Network)];
                Write(to, flows);
                var path = from.ToString();
                Write(DirectoryPath.Below(to, Value.Of(path[(path.LastIndexOfAny(['/', ':']) + 1)..], from.Span)), flows);
            }
        }

        // A link stands for what it leads to, a copy of a program for the program.
        void NoteLink(CommandLine line, Value from, Value to)
        {
            var isLink = invocation.Name == "ln" && line.Has("-s", "--symbolic");
            var mayBeProgram = invocation.Name is not ("scp" or "rsync")
                && ((from.Exact is { } start && start.StartsWith('/') && start.Contains("bin/", StringComparison.Ordinal))
                    || from.Pieces is [{ Kind: PieceKind.Unknown }, { Kind: PieceKind.Text, Text: ['/', ..] }]);
            if (!isLink && !mayBeProgram)
            {
                return;
            }

            foreach (var path in (Value[])[to, DirectoryPath.Below(to, Value.Of(PathText.NameOf(from.ToString()), from.Span))])
            {
                if (isLink)
                {
                    files.Link(path, from, invocation.Directory);
                }
                else
                {
                    files.Copy(WrittenFiles.KeyOf(path, invocation.Directory), from);
                }
            }
        }

        static CommandLine Parse(Invocation invocation) => CommandLineParser.Parse(invocation.Name!, invocation.Arguments);
    }
}
