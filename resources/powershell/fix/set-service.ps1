# Sets how the service of Hyper-V starts, and starts or stops it.
param($p)
Set-Service -Name vmms -StartupType $p.startup
if ($p.run) {
    Start-Service -Name vmms
} else {
    Stop-Service -Name vmms -Force
}
[pscustomobject]@{ state = [string](Get-Service -Name vmms).Status }
