# How a job is: absent, running, lost (its task ended without an answer) or ended with an answer.
# Parts: folders
param($p)
$place = [IO.Path]::Combine((Get-JobFolder), $p.name)
$state = 'absent'
$answer = ''
if ([IO.File]::Exists($place + '.running') -or [IO.File]::Exists($place + '.request')) {
    $task = Get-ScheduledTask -TaskName $p.name -TaskPath '\Edgewright\' -ErrorAction SilentlyContinue
    $state = 'running'
    if ($null -eq $task -or [string]$task.State -eq 'Ready') { $state = 'lost' }
}
# Looked for last: the task may have ended in between.
if ([IO.File]::Exists($place + '.answer')) {
    $state = 'ended'
    $answer = [IO.File]::ReadAllText($place + '.answer', $utf8)
}
[pscustomobject]@{ state = $state; answer = $answer }
