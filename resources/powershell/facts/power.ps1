# Whether this PC goes to sleep while it is plugged in, by its power plan.
param($p)
$program = [IO.Path]::Combine([Environment]::SystemDirectory, 'powercfg.exe')
# STANDBYIDLE of SUB_SLEEP and of the plan in use, by their numbers: the names are translated.
$sleep = '238c9fa8-0aad-41ed-83f4-97be242c8f20'
$idle = '29f6c1db-86da-48c5-9fdb-f2b67b1f44da'
$numbers = @()
$plan = ''
try {
    foreach ($line in @(& $program '/query' 'SCHEME_CURRENT' $sleep $idle)) {
        if ($line -match '(0x[0-9a-fA-F]{8})\s*$') { $numbers += [Convert]::ToInt64($Matches[1], 16) }
        if (-not $plan -and $line -match '([0-9a-fA-F-]{36})') { $plan = $Matches[1] }
    }
} catch {
    $numbers = @()
}
# The last two are the seconds when plugged in, and on battery.
$seconds = [long]-1
if ($numbers.Count -ge 2) { $seconds = [long]$numbers[$numbers.Count - 2] }
[pscustomobject]@{ plan = $plan; sleepsAfter = $seconds }
