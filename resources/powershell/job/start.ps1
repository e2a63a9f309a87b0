# Starts a script that goes on when the connection does not: as a task of SYSTEM.
# Parts: folders
param($p)
$folder = Get-JobFolder
Protect-Folder -Path $folder
$place = [IO.Path]::Combine($folder, $p.name)
$begun = [IO.File]::Exists($place + '.running') -or [IO.File]::Exists($place + '.request')
$task = Get-ScheduledTask -TaskName $p.name -TaskPath '\Edgewright\' -ErrorAction SilentlyContinue
$runs = $begun -and $null -ne $task -and [string]$task.State -ne 'Ready'
if (-not $runs) {
    foreach ($ending in '.running', '.request', '.answer') { [IO.File]::Delete($place + $ending) }
    $request = ConvertTo-Json -InputObject @{ script = $p.script; arguments = $p.arguments } -Depth 8 -Compress
    [IO.File]::WriteAllText($place + '.request', $request, $utf8)
    $program = [IO.Path]::Combine($PSHOME, 'powershell.exe')
    # The text of the task is always the same; what it shall do stands in the request.
    $action = New-ScheduledTaskAction -Execute $program -Argument $p.runner
    $who = New-ScheduledTaskPrincipal -UserId 'S-1-5-18' -LogonType ServiceAccount -RunLevel Highest
    $settings = New-ScheduledTaskSettingsSet -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
    $null = Register-ScheduledTask -TaskName $p.name -TaskPath '\Edgewright\' -Action $action -Principal $who -Settings $settings -Force
    Start-ScheduledTask -TaskName $p.name -TaskPath '\Edgewright\'
}
[pscustomobject]@{ joined = $runs }
