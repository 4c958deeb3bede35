using Arrea.Dataflow.Validation.CommandLines.Languages;
using Arrea.Dataflow.Validation.CommandLines.Runners;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Tells what a command runs in its turn.</summary>
internal static class InnerPrograms
{
    /// <summary>The programs that a command runs: a command behind it, text for a shell, code of another language, what an option runs.</summary>
    public static IReadOnlyList<InnerProgram> Of(Invocation invocation)
    {
        if (invocation.Name is not { Length: > 0 } given)
        {
            return [];
        }

        // The program that a process is running is, where a shell runs this text, the shell.
        var isSelf = given == "exe" && invocation.Command.Exact is { } path && path.StartsWith("/proc/", StringComparison.Ordinal);
        var inner = new InnerFinder(isSelf ? "bash" : OptionTables.BaseOf(given), invocation);
        foreach (var variable in invocation.Variables)
        {
            foreach (var program in ShellVariables.Of(variable))
            {
                inner.Add(program);
            }
        }

        if (ProgramNames.PlainOf(given) is { Length: > 0 } plain)
        {
            inner.Command([.. plain.Select(word => Value.Of(word, invocation.Command.Span)), .. invocation.Arguments]);
            return inner.Programs;
        }

        FindNamed(inner);
        inner.FindFromTable();
        return inner.Programs;
    }

    private static void FindNamed(InnerFinder inner)
    {
        switch (inner.Name)
        {
            case "sudo":
                Users.Sudo(inner);
                break;
            case "su" or "runuser":
                Users.Su(inner);
                break;
            case "sg" or "newgrp":
                Users.Group(inner);
                break;
            case "env":
                Environments.Env(inner);
                break;
            case "command" or "builtin":
                Builtins.Command(inner);
                break;
            case "eval":
                Builtins.Eval(inner);
                break;
            case "trap":
                Builtins.Trap(inner);
                break;
            case "source" or ".":
                Builtins.Source(inner);
                break;
            case "bind" or "complete" or "compgen" or "mapfile" or "readarray" or "enable" or "fc":
                Builtins.Hook(inner);
                break;
            case "xargs":
                Xargs.Find(inner);
                break;
            case "parallel" or "sem" or "rush":
                ParallelRuns.Find(inner);
                break;
            case "find":
                FindRuns.Find(inner);
                break;
            case "fd" or "fdfind":
                FindRuns.Fd(inner);
                break;
            default:
                FindTool(inner);
                break;
        }
    }

    private static void FindTool(InnerFinder inner)
    {
        if (Shells.IsShell(inner.Name))
        {
            Shells.Find(inner);
            return;
        }

        switch (inner.Name)
        {
            case "git":
                GitRuns.Find(inner);
                break;
            case "tar":
                Tools.Tar(inner);
                break;
            case "apt" or "apt-get" or "aptitude" or "hg" or "wget":
                Tools.Settings(inner);
                break;
            case "php" or "php-cli":
                Tools.Settings(inner);
                Interpreters.Find(inner);
                break;
            case "zip":
                Tools.Zip(inner);
                break;
            case "strace" or "convert" or "magick" or "mogrify" or "identify" or "compare" or "montage" or "sox" or "play" or "dvips":
                Tools.PipedNames(inner);
                break;
            case "ssh" or "scp" or "sftp" or "autossh" or "sshfs" or "ssh-keygen":
                RemoteRuns.Ssh(inner);
                RemoteRuns.RemoteShell(inner);
                break;
            case "nc" or "ncat" or "netcat":
                RemoteRuns.Netcat(inner);
                break;
            case "socat":
                RemoteRuns.Socat(inner);
                break;
            case "docker" or "podman" or "nerdctl":
                Containers.Docker(inner);
                break;
            case "vagrant":
                Containers.Vagrant(inner);
                break;
            case "at" or "batch" or "crontab":
                Schedules.Find(inner);
                break;
            case "flock" or "script" or "watch" or "entr" or "screen" or "tmux" or "gdb" or "lldb" or "unbuffer" or "hyperfine" or "concurrently"
                or "start-stop-daemon" or "capsh" or "bwrap" or "setarch" or "coreutils" or "xterm" or "uxterm" or "urxvt" or "rxvt" or "konsole" or "alacritty" or "st" or "kitty" or "xfce4-terminal" or "terminator" or "flatpak" or "ip" or "ssh-agent":
                Sessions.Find(inner);
                break;
            case "make" or "gmake" or "dotnet" or "msbuild" or "npm" or "yarn" or "pnpm" or "cargo" or "ansible" or "mvn" or "rpm" or "gcc" or "g++" or "cc" or "c++" or "aws" or "gcloud" or "az":
                Builders.Find(inner);
                break;
            case "mysql" or "mariadb" or "psql" or "sqlite3" or "lftp" or "ftp" or "telnet":
                Consoles.Database(inner);
                break;
            case "vi" or "vim" or "nvim" or "ex" or "view" or "gvim" or "rvim" or "vimdiff" or "ed" or "red" or "emacs" or "emacsclient" or "less" or "more":
                Consoles.Editor(inner);
                break;
            case "asdf" or "mise" or "rtx" or "rbenv" or "pyenv" or "direnv" or "volta" or "aws-vault" or "poetry" or "pipenv" or "uv" or "hatch" or "bundle"
                or "conda" or "micromamba" or "mamba" or "pdm" or "rye" or "op" or "doppler" or "sops" or "pixi" or "nix" or "toolbox" or "distrobox"
                or "opam" or "stack" or "chamber" or "infisical" or "dotenv" or "nvm" or "guix" or "snap":
                Sessions.Toolbox(inner);
                break;
            default:
                Interpreters.Find(inner);
                break;
        }
    }
}
