using System.Buffers;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>Other names of commands: <c>kubectl.exe</c>, <c>psql15</c>, <c>gchmod</c>, <c>git-push</c>.</summary>
internal static class CommandAlias
{
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.-");

    private static readonly HashSet<string> Core =
    [
        "rm", "cp", "mv", "dd", "chmod", "chown", "chgrp", "ln", "install", "shred", "truncate", "tee", "cat", "head", "tail", "tac", "unlink", "rmdir", "touch", "sort", "split", "csplit", "kill", "base64", "find", "tar", "sed", "awk", "grep", "cut", "od",
    ];

    /// <summary>The name by which the rules know a command.</summary>
    public static string Of(string name)
    {
        if (name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) && name.Length > 4)
        {
            name = name[..^4];
        }

        return name switch
        {
            "bsdtar" or "star" => "tar",
            "vim.basic" or "vim.tiny" or "vim.nox" or "nvi" => "vim",
            "docker.io" or "moby" => "docker",
            "podman-remote" => "podman",
            "opentofu" => "tofu",
            ['g', 'i', 't', '-', _, ..] when name is not ("git-lfs" or "git-filter-repo" or "git-filter-branch") => "git",
            ['g', .. var rest] when Core.Contains(rest) => rest,
            ['k', 'u', 'b', 'e', 'c', 't', 'l', '-' or '.' or '1', ..] when IsVersion(name.AsSpan(7)) => "kubectl",
            ['p', 's', 'q', 'l', _, ..] when IsVersion(name.AsSpan(4)) => "psql",
            _ => name,
        };
    }

    /// <summary>The command with its subcommand as its first argument: <c>git push</c> for <c>git-push</c>.</summary>
    public static Invocation Whole(Invocation invocation)
        => invocation.Name is ['g', 'i', 't', '-', .. var subcommand] && Of(invocation.Name) == "git"
            ? invocation with { Arguments = [Value.Of(subcommand, invocation.Command.Span), .. invocation.Arguments] }
            : invocation;

    private static bool IsVersion(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(VersionCharacters);
}
