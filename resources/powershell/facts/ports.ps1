# The sockets that wait for anybody.
param($p)
$tcp = @(Get-NetTCPConnection -State Listen -ErrorAction SilentlyContinue | ForEach-Object -Process {
    @{ protocol = 'tcp'; address = [string]$_.LocalAddress; port = [int]$_.LocalPort }
})
$udp = @(Get-NetUDPEndpoint -ErrorAction SilentlyContinue | ForEach-Object -Process {
    @{ protocol = 'udp'; address = [string]$_.LocalAddress; port = [int]$_.LocalPort }
})
[pscustomobject]@{ listeners = $tcp + $udp }
