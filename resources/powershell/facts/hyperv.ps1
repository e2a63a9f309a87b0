# Hyper-V: its features, its service, its boot setting, its networks and its folder.
param($p)
# The classes of CIM tell without an administrator's rights, unlike DISM.  InstallState: 1 is on,
# 2 is off, 3 is absent.
$features = @{}
foreach ($feature in @(Get-CimInstance -ClassName Win32_OptionalFeature -Filter "Name LIKE 'Microsoft-Hyper-V%'")) {
    $features[[string]$feature.Name] = [int]$feature.InstallState
}
$service = Get-Service -Name vmms -ErrorAction SilentlyContinue
$state = 'Missing'
if ($null -ne $service) {
    $state = [string]$service.Status
    if ([string]$service.StartType -eq 'Disabled') { $state = 'Disabled' }
}
# Its words are not translated; without an administrator's rights it tells nothing.
$launch = ''
$program = [IO.Path]::Combine([Environment]::SystemDirectory, 'bcdedit.exe')
try {
    foreach ($line in @(& $program '/enum' '{current}')) {
        if ($line -match '^hypervisorlaunchtype\s+(\S+)') { $launch = $Matches[1] }
    }
} catch {
    $launch = ''
}
$based = 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\RebootPending'
$module = $null -ne (Get-Command -Name Get-VM -Module Hyper-V -ErrorAction SilentlyContinue)
$switches = @()
$folder = ''
$usable = $true
if ($module -and $state -eq 'Running') {
    try {
        $switches = @(Hyper-V\Get-VMSwitch | ForEach-Object -Process {
            @{
                id = [string]$_.Id
                name = [string]$_.Name
                type = [string]$_.SwitchType
                adapter = [string]$_.NetAdapterInterfaceDescription
            }
        })
        $folder = [string](Hyper-V\Get-VMHost).VirtualMachinePath
        $usable = Test-Path -LiteralPath $folder -PathType Container
    } catch {
        # Without rights in Hyper-V nothing of it is told; a check of its own says so.
        $switches = @()
    }
}
$nats = @()
try {
    $nats = @(Get-NetNat | ForEach-Object -Process {
        @{ name = [string]$_.Name; network = [string]$_.InternalIPInterfaceAddressPrefix }
    })
} catch {
    # A Windows without these commands has no such network.
    $nats = @()
}
[pscustomobject]@{
    features = $features
    module = $module
    service = $state
    launch = $launch
    restart = Test-Path -LiteralPath $based
    switches = $switches
    nats = $nats
    folder = $folder
    folderUsable = $usable
}
