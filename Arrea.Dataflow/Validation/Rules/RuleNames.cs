namespace Arrea.Dataflow.Validation.Rules;

/// <summary>The names of the rules that come with the library, apart from the rules: settings need the names at every start, and the rules only where a command is judged.</summary>
internal static class RuleNames
{
    /// <summary>All of them, in the order of the docs.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "no_rm_rf", "no_sudo", "no_dd", "no_mkfs", "no_fork_bomb",
        "no_rm_cwd", "no_rm_vcs", "no_system_delete", "no_system_write", "no_system_move",
        "no_permission_change", "no_dynamic_target", "no_device_write", "no_device_wipe", "no_mount",
        "no_power", "no_kill_all", "no_service_stop", "no_firewall", "no_kernel_change",
        "no_history_erase", "no_account_change", "no_setuid", "no_persistence", "no_schedule_erase",
        "no_secret_read", "no_remote_code", "no_encoded_program", "no_reverse_shell", "no_exfiltration",
        "no_git_discard", "no_git_rewrite", "no_cloud_destroy", "no_backup_delete", "no_cloud_grant", "no_container_escape",
        "no_db_drop", "no_piped_program", "no_dynamic_program", "no_inline_code", "no_option_exec",
        "no_environment_hijack", "no_hidden_evaluation", "no_disguised_text", "no_windows_remove", "no_windows_format",
        "no_windows_recovery", "no_windows_encoded",
    ];
}
