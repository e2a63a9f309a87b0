# Switches Hyper-V on or off; the PC is never restarted by it.
param($p)
if ($p.server -and $p.on) {
    $done = Install-WindowsFeature -Name Hyper-V -IncludeManagementTools
    $restart = [string]$done.RestartNeeded -ne 'No'
} elseif ($p.server) {
    $done = Uninstall-WindowsFeature -Name Hyper-V
    $restart = [string]$done.RestartNeeded -ne 'No'
} elseif ($p.on) {
    $done = Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All -NoRestart
    $restart = [bool]$done.RestartNeeded
} else {
    $done = Disable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -NoRestart
    $restart = [bool]$done.RestartNeeded
}
[pscustomobject]@{ restart = $restart }
