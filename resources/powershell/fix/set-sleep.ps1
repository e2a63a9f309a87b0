# Sets after how many minutes without use a PC that is plugged in goes to sleep; 0 is never.
param($p)
$program = [IO.Path]::Combine([Environment]::SystemDirectory, 'powercfg.exe')
$null = & $program '/change' 'standby-timeout-ac' ([string][int]$p.minutes)
if ($LASTEXITCODE -ne 0) { throw "powercfg ended with code $LASTEXITCODE" }
[pscustomobject]@{ minutes = [int]$p.minutes }
