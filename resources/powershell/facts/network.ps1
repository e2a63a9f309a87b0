# Adapters, routes, name servers, the proxy, and whether the LAN asks who one is.
param($p)
$defaults = @(Get-NetRoute -AddressFamily IPv4 -DestinationPrefix '0.0.0.0/0' -ErrorAction SilentlyContinue)
$over = @($defaults | ForEach-Object -Process { [int]$_.InterfaceIndex })
$adapters = @(Get-NetAdapter -ErrorAction SilentlyContinue | ForEach-Object -Process {
    # 1 and 9 are wireless (NDIS_PHYSICAL_MEDIUM).
    $kind = 'ethernet'
    if (1, 9 -contains [int]$_.NdisPhysicalMedium) { $kind = 'wifi' }
    elseif ([string]$_.InterfaceDescription -match 'VPN|WireGuard|TAP-|Fortinet|AnyConnect|PANGP') { $kind = 'vpn' }
    elseif ([string]$_.InterfaceDescription -match 'Multiplexor') { $kind = 'team' }
    elseif ([bool]$_.Virtual -or -not [bool]$_.HardwareInterface) { $kind = 'virtual' }
    @{
        name = [string]$_.Name
        description = [string]$_.InterfaceDescription
        kind = $kind
        up = [string]$_.Status -eq 'Up'
        default = $over -contains [int]$_.InterfaceIndex
    }
})
# The VPN of Windows itself is no adapter, but a connection of this type while it is at work.
$adapters += @([Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces() | Where-Object -FilterScript {
    [string]$_.NetworkInterfaceType -eq 'Ppp' -and [string]$_.OperationalStatus -eq 'Up'
} | ForEach-Object -Process {
    @{ name = [string]$_.Name; description = [string]$_.Description; kind = 'vpn'; up = $true; default = $false }
})
$routes = @(Get-NetRoute -AddressFamily IPv4 -ErrorAction SilentlyContinue | ForEach-Object -Process {
    @{ network = [string]$_.DestinationPrefix; adapter = [string]$_.InterfaceAlias }
})
$settings = @(Get-CimInstance -ClassName Win32_NetworkAdapterConfiguration -Filter 'IPEnabled=TRUE')
$servers = @($settings | ForEach-Object -Process { $_.DNSServerSearchOrder } | Where-Object -FilterScript { $_ })
$proxy = ''
$exempt = ''
$web = Get-ItemProperty -LiteralPath 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Internet Settings' -ErrorAction SilentlyContinue
if ($null -ne $web -and $null -ne $web.PSObject.Properties['ProxyEnable'] -and [int]$web.ProxyEnable -eq 1) {
    if ($null -ne $web.PSObject.Properties['ProxyServer']) { $proxy = [string]$web.ProxyServer }
    if ($null -ne $web.PSObject.Properties['ProxyOverride']) { $exempt = [string]$web.ProxyOverride }
}
# Windows asks a server of Microsoft by itself and remembers; 4 is the internet.
$reach = 0
foreach ($found in @(Get-NetConnectionProfile -ErrorAction SilentlyContinue)) {
    $reach = [Math]::Max($reach, [int]$found.IPv4Connectivity)
}
# The service that logs on to a wired network (802.1X).
$wired = Get-Service -Name dot3svc -ErrorAction SilentlyContinue
[pscustomobject]@{
    adapters = $adapters
    routes = $routes
    nameServers = @($servers | ForEach-Object -Process { [string]$_ })
    proxy = $proxy
    exempt = $exempt
    reach = $reach
    asksWho = $null -ne $wired -and [string]$wired.Status -eq 'Running'
}
