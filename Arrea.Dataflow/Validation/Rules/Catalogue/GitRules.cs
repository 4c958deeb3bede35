namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about version control.</summary>
internal static class GitRules
{
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_git_discard",
            Pattern = "git reset --hard",
            Message = "It throws away work that is nowhere else: {0}.",
            When = Conditions.Commands(
                "git reset --hard|--merge|--keep",
                "git checkout -f|--force|--",
                "git checkout @.|./|:/|\\*|:",
                "git restore !--staged !-S",
                "git restore -W|--worktree",
                "git switch -f|--force|--discard-changes",
                "git clean !-n !--dry-run !-h",
                "git stash drop|clear",
                "git read-tree --reset",
                "git checkout-index -f|--force",
                "git worktree remove -f|--force",
                "git submodule deinit -f|--force",
                "git rm -f|--force !--cached !-n !--dry-run",
                "git rm -r !--cached !-n !--dry-run {working_directory}",
                "git apply|am --unsafe-paths|--abort -R",
                "hg update|up|checkout|co -C|--clean",
                "hg revert|purge|strip !-n",
                "svn revert -R|--recursive",
                "svn cleanup --remove-unversioned",
                "jj abandon|restore"),
            Matches = ["git reset --hard HEAD~3", "git -C ../other reset --hard", "git restore .", "git checkout -- .", "git clean -fdx", "git stash drop", "git checkout ."],
            Passes = ["git reset HEAD~1", "git log --grep='reset --hard'", "git clean -n", "git restore --staged a.txt", "git stash", "git checkout main", "git checkout -b clean-up/rm-rf"],
        },
        new()
        {
            Id = "no_git_rewrite",
            Pattern = "git push --force",
            Message = "It changes or removes history that others may rely on: {0}.",
            When = Conditions.Commands(
                "git push -f|--force|--forc|--for|--mirror|--delete|-d|--prune",
                "git push @+*|:?*",
                "git branch -D",
                "git branch -d|--delete -f|--force",
                "git branch -f|--force",
                "git branch -M|-C * *",
                "git tag -d|--delete",
                "git tag -f|--force",
                "git update-ref !-h",
                "git symbolic-ref -d|--delete",
                "git filter-branch|filter-repo",
                "git reflog expire|delete",
                "git gc --prune=now|--prune=all|--aggressive --prune*",
                "git gc --prune=now|--prune=all",
                "git prune",
                "git replace -d|--delete|--graft|--edit|-f",
                "git notes prune|remove",
                "git checkout -B",
                "git switch -C|--force-create",
                "git remote prune|set-url --delete",
                "git repack -A|-a -d --unpack-unreachable=now",
                "bfg|git-filter-repo|git-filter-branch !--help",
                "svn delete|rm|del @*://*",
                "hg push -f|--force",
                "gh repo|release delete|archive",
                "glab repo|project delete"),
            Matches = ["git push --force origin main", "git push origin :main", "git push origin +main", "git branch -D main", "git update-ref -d refs/heads/main", "git filter-branch --all", "git reflog expire --expire=now --all"],
            Passes = ["git push --force-with-lease", "git push origin main", "git branch -d merged-branch", "git gc --auto", "git reflog show main", "git branch -M main"],
        },
    ];
}
