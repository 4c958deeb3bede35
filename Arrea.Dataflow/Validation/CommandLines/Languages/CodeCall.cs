namespace Arrea.Dataflow.Validation.CommandLines.Languages;

/// <summary>What a call of a function in code comes to.</summary>
internal enum CodeCall
{
    None,

    /// <summary>Runs a text, or a list of words.</summary>
    Run,

    /// <summary>Runs a program given as words; the first may be told twice, as a path and as a name.</summary>
    Replace,

    /// <summary>Deletes a tree.</summary>
    DeleteTree,

    /// <summary>Deletes a file.</summary>
    Delete,

    /// <summary>Moves a file.</summary>
    Move,

    /// <summary>Writes a file.</summary>
    Write,

    /// <summary>Opens a file, to write it where a mode says so.</summary>
    Open,

    /// <summary>Reads a file.</summary>
    Read,

    /// <summary>Runs its argument as code of the same language.</summary>
    Evaluate,
}

/// <summary>Knows functions by the last part of their names.</summary>
internal static class CodeCalls
{
    public static CodeCall Of(string name, CodeLanguage language)
        => name switch
        {
            "exec" or "compile" when language == CodeLanguage.Python => CodeCall.Evaluate,
            "script" when language == CodeLanguage.Lua => CodeCall.Run,
            "eval" or "Function" or "assert" or "loadstring" or "instance_eval" or "class_eval" or "runInThisContext" or "runInNewContext" or "create_function" => CodeCall.Evaluate,
            "system" or "popen" or "Popen" or "popen2" or "popen3" or "getoutput" or "getstatusoutput" or "call" or "run" or "check_output" or "check_call" or "exec"
                or "execSync" or "execFile" or "execFileSync" or "spawn" or "spawnSync" or "shell_exec" or "passthru" or "proc_open" or "pcntl_exec" or "execute"
                or "capture2" or "capture2e" or "capture3" or "pipeline" or "system2" or "shell" or "Command" or "create_subprocess_shell" or "create_subprocess_exec"
                or "startfile" or "sh" or "fork_exec" or "subprocess_run" or "execa" or "execaSync" or "command" or "cmd" or "callCommand" or "callProcess" or "readProcess" or "rawSystem" or "syscmd" or "esyscmd" => CodeCall.Run,
            "shell-command" or "shell-command-to-string" or "async-shell-command" or "call-process" or "start-process" or "call-process-shell-command" => CodeCall.Run,
            "execl" or "execle" or "execlp" or "execlpe" or "execv" or "execve" or "execvp" or "execvpe" or "posix_spawn" or "posix_spawnp" or "spawnl" or "spawnlp"
                or "spawnv" or "spawnvp" or "spawnve" or "spawnvpe" or "spawnle" or "spawnlpe" => CodeCall.Replace,
            "rmtree" or "rmSync" or "rm_rf" or "rm_r" or "remove_entry" or "remove_entry_secure" or "remove_dir" or "remove_tree" or "rimraf" or "rimrafSync" or "removeSync"
                or "emptyDirSync" or "emptyDir" or "deltree" or "deleteDirectory" or "deleteRecursively" or "deleteDir" or "rm_f_r" or "rm" or "delete-directory" => CodeCall.DeleteTree,
            "remove" or "unlink" or "unlinkSync" or "delete" or "rmdir" or "rmdirSync" or "removedirs" or "rm_f" or "safe_unlink" or "deleteFile" or "delete-file" => CodeCall.Delete,
            "rename" or "renameSync" or "move" or "mv" or "renames" => CodeCall.Move,
            "writeFile" or "writeFileSync" or "appendFile" or "appendFileSync" or "write_text" or "write_bytes" or "file_put_contents" or "createWriteStream"
                or "writeTextFile" or "writeTextFileSync" or "truncate" or "truncateSync" or "binwrite" or "writeLines" or "cat_write" => CodeCall.Write,
            "open" or "fopen" or "openSync" or "sysopen" or "copen" => CodeCall.Open,
            "readFile" or "readFileSync" or "file_get_contents" or "readfile" or "read_text" or "read_bytes" or "readTextFile" or "readTextFileSync" or "readLines"
                or "slurp" or "readlines" or "createReadStream" => CodeCall.Read,
            _ => CodeCall.None,
        };

    /// <summary>Names that take text apart in a way that hides it.</summary>
    public static bool IsDecoder(string name)
        => name is "b64decode" or "b32decode" or "b16decode" or "b85decode" or "a85decode" or "decodebytes" or "decodestring" or "fromhex" or "unhexlify" or "atob"
            or "base64_decode" or "decode_base64" or "decode64" or "strict_decode64" or "urlsafe_decode64" or "decompress" or "gzinflate" or "gzuncompress" or "gzdecode"
            or "inflate" or "inflateSync" or "gunzipSync" or "str_rot13" or "hex2bin" or "pack" or "unpack" or "unpack1" or "MIME" or "convert_uudecode" or "fromCharCode" or "rot13"
            or "rot_13" or "loads" or "marshal" or "unescape" or "a2b_base64" or "a2b_hex" or "frombase64";

    /// <summary>Names that fetch text from another machine.</summary>
    public static bool IsFetch(string name)
        => name is "urlopen" or "urlretrieve" or "requests" or "urllib" or "fetch" or "httpx" or "URI" or "curl_exec" or "LWP" or "HTTParty" or "getstore" or "curl_init";

    /// <summary>Names that open a connection to another machine.</summary>
    public static bool IsSocket(string name)
        => name is "socket" or "Socket" or "TCPSocket" or "fsockopen" or "create_connection" or "TcpStream" or "TcpClient" or "net" or "tcp" or "socat" or "inet_aton" or "pfsockopen";
}
