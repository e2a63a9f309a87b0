# The date, and how far the clock is off from its time source, as Windows' own time service says.
param($p)
$offset = ''
$seconds = @()
$program = [IO.Path]::Combine([Environment]::SystemDirectory, 'w32tm.exe')
try {
    foreach ($line in @(& $program '/query' '/status' '/verbose')) {
        if ($line -match '(-?\d+\.\d{7})s\s*$') { $seconds += $Matches[1] }
    }
    # The labels are translated, the order is not: root delay, root dispersion, phase offset.
    if ($seconds.Count -ge 3) { $offset = [string]$seconds[2] }
} catch {
    $offset = ''
}
$service = Get-Service -Name w32time -ErrorAction SilentlyContinue
[pscustomobject]@{
    date = [DateTime]::UtcNow.ToString('yyyy-MM-dd')
    ahead = $offset
    kept = $null -ne $service -and [string]$service.Status -eq 'Running'
}
