using System.Collections.Frozen;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>What commands do to their operands, as data.</summary>
/// <remarks>
/// A row: the command; its effects, parted by semicolons, each a verb and the operands it is about (<c>all</c>, <c>first</c>, <c>last</c>,
/// <c>butfirst</c>, <c>butlast</c>, or options whose values are paths); the options that make it recursive, or <c>always</c>.
/// A command named <c>-o</c> is how bash reads <c>time -o file …</c>, which other shells hand to a program.
/// </remarks>
internal static class EffectTable
{
    private const string Rows = """
        rm|delete all|-r -R --recursive -d --dir
        rmdir|delete all
        unlink|delete all
        srm|delete all|-r -R --recursive
        wipe|delete all|-r -R
        del|delete all
        rimraf|delete all|always
        shred|write all;delete all
        truncate|write all
        fallocate|write all
        tee|write all
        sponge|write all
        touch|write all
        mkfifo|write all
        cp|copy butlast;write last;write -t --target-directory|-r -R -a --recursive --archive
        mv|move butlast;write last;write -t --target-directory|always
        ln|write last;write -t --target-directory
        install|copy butlast;write last;write -t --target-directory
        link|copy first;write last
        rename|move butfirst
        ditto|copy butlast;write last|always
        cat|read all
        tac|read all
        bat|read all
        batcat|read all
        head|read all
        tail|read all
        less|read all
        more|read all
        most|read all
        nl|read all
        pr|read all
        fold|read all
        fmt|read all
        column|read all
        expand|read all
        cut|read all
        paste|read all
        sort|read all;write -o --output
        uniq|read first;write second
        rev|read all
        od|read all
        xxd|read first;write second
        hexdump|read all
        hd|read all
        strings|read all
        base64|read all
        base32|read all
        basenc|read all
        uuencode|read first
        grep|read butfirst
        egrep|read butfirst
        fgrep|read butfirst
        zgrep|read butfirst
        zcat|read all
        rg|read butfirst
        ag|read butfirst
        awk|read butfirst
        mawk|read butfirst
        sed|read butfirst
        jq|read butfirst
        yq|read butfirst
        diff|read all
        comm|read all
        cmp|read all
        join|read all
        look|read butfirst
        xclip|read all
        pbcopy|read all
        gpg|read all;write -o --output
        zstd|copy all;write -o
        zip|write first;copy butfirst|-r -R
        rar|copy all
        cpio|write -D --directory
        aria2c|write -d --dir -o --out
        patch|write first;write -d --directory -o --output
        ex|write all
        ed|write all
        red|write all
        ddrescue|write last
        bmaptool|write last
        usbimager|write last
        convert|write last
        magick|write last
        ffmpeg|write last
        logsave|write first
        script|write all
        source|copy first
        .|copy first
        date|read -f --file
        file|read -f --files-from
        wc|read --files0-from
        du|read --files0-from
        trash-put|delete all|always
        trash|delete all|always
        qemu-img|write all
        mutt|send -a -A --attach
        mailx|send -a -A --attach
        xargs|read -a --arg-file
        parallel|read -a --arg-file
        shuf|read all;write -o --output
        vi|read all
        vim|read all
        view|read all
        nvim|read all
        nano|read all
        pico|read all
        emacs|read all
        sqlite3|read first
        qrencode|read -r --read-from
        mcopy|copy all
        nawk|read butfirst
        gcat|read all
        ghead|read all
        gtail|read all
        grm|delete all|-r -R --recursive
        lz4|copy all
        brotli|copy all
        ptx|read all
        tsort|read all
        chmod|permission butfirst|-R --recursive
        setfacl|permission all|-R --recursive
        chattr|permission all|-R
        chown|owner butfirst|-R --recursive
        chgrp|owner butfirst|-R --recursive
        chcon|permission butfirst|-R --recursive
        split|copy first;write butfirst
        csplit|copy first;write -f --prefix
        -o|write first
        objcopy|write last
        strip|write all
        patchelf|write all
        upx|write all
        hexedit|write all
        qpdf|write last
        wkhtmltopdf|write last
        pdftotext|write second
        sox|write last
        ar|write second
        arecord|write all
        scrot|write all
        xdelta3|write last
        bspatch|write second
        mknod|write first
        setfattr|permission all
        mysqldump|write -r --result-file
        mariadb-dump|write -r --result-file
        pg_dump|write -f --file
        pg_dumpall|write -f --file
        tcpdump|read -r;write -w
        tshark|write -w
        dumpcap|write -w
        nmap|read -iL;write -oN -oX -oG -oA
        gcc|write -o
        g++|write -o
        cc|write -o
        clang|write -o
        ld|write -o
        iconv|read all;write -o --output
        dos2unix|write all
        unix2dos|write all
        """;

    private static readonly FrozenDictionary<string, EffectRow> All = Rows.Split('\n').Select(EffectRow.Parse).ToFrozenDictionary(static row => row.Command);

    /// <summary>What is known of a command; null when nothing is.</summary>
    public static EffectRow? Of(string command) => All.GetValueOrDefault(command);
}

/// <summary>A row of the table.</summary>
/// <param name="Command">The name of the command.</param>
/// <param name="Parts">A verb, and the operands or options that it is about.</param>
/// <param name="Recursive">The options that make it recursive.</param>
internal sealed record EffectRow(string Command, IReadOnlyList<(string Verb, string[] About)> Parts, string[] Recursive)
{
    public static EffectRow Parse(string line)
    {
        var fields = line.Split('|');
        return new(
            fields[0],
            Array.ConvertAll(fields[1].Split(';'), static part => part.Split(' ') is var words ? (words[0], words[1..]) : default),
            fields.Length > 2 ? fields[2].Split(' ') : []);
    }
}
