# Removes what a job has left: its task and its files.
# Parts: folders
param($p)
$place = [IO.Path]::Combine((Get-JobFolder), $p.name)
Unregister-ScheduledTask -TaskName $p.name -TaskPath '\Edgewright\' -Confirm:$false -ErrorAction SilentlyContinue
foreach ($ending in '.running', '.request', '.answer') { [IO.File]::Delete($place + $ending) }
[pscustomobject]@{ forgotten = $true }
