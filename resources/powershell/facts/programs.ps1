# Other programs that matter: protection, hypervisors, and Kubernetes.
param($p)
# Servers do not have this class.
$protection = @()
try {
    $protection = @(Get-CimInstance -Namespace root/SecurityCenter2 -ClassName AntiVirusProduct | ForEach-Object -Process { [string]$_.displayName })
} catch {
    $protection = @()
}
$names = @()
foreach ($place in 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall', 'HKLM:\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall') {
    foreach ($key in @(Get-ChildItem -LiteralPath $place -ErrorAction SilentlyContinue)) {
        $name = [string]$key.GetValue('DisplayName')
        if ($name) { $names += $name }
    }
}
[pscustomobject]@{ protection = $protection; programs = $names }
