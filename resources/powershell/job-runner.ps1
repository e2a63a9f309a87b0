# What a job's task runs: always this text.  It takes every request that waits in the folder, which
# only administrators and SYSTEM may write, and leaves the answer beside it.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
Set-StrictMode -Version 2
$utf8 = New-Object -TypeName Text.UTF8Encoding -ArgumentList $false
$data = [Environment]::GetFolderPath('CommonApplicationData')
$folder = [IO.Path]::Combine($data, 'Edgewright', 'jobs')
foreach ($request in [IO.Directory]::GetFiles($folder, '*.request')) {
    $running = [IO.Path]::ChangeExtension($request, '.running')
    # Only one of two that start together can take it.
    try { [IO.File]::Move($request, $running) } catch [IO.IOException] { continue }
    $work = ConvertFrom-Json -InputObject ([IO.File]::ReadAllText($running, $utf8))
    try {
        $all = @(& ([ScriptBlock]::Create($work.script)) $work.arguments)
        $result = $null
        if ($all.Count -gt 0) { $result = $all[$all.Count - 1] }
        $json = ConvertTo-Json -InputObject @{ ok = $true; result = $result } -Depth 8 -Compress
    } catch {
        $problem = $_
        $place = $problem.InvocationInfo
        $row = 0
        if ($null -ne $place) { $row = [int]$place.ScriptLineNumber }
        $json = ConvertTo-Json -Depth 3 -Compress -InputObject @{
            ok = $false
            error = @{
                message = [string]$problem.Exception.Message
                type = [string]$problem.Exception.GetType().FullName
                id = [string]$problem.FullyQualifiedErrorId
                category = [string]$problem.CategoryInfo.Category
                hresult = [int]$problem.Exception.HResult
                line = $row
            }
        }
    }
    $partial = [IO.Path]::ChangeExtension($request, '.partial')
    $answer = [IO.Path]::ChangeExtension($request, '.answer')
    [IO.File]::WriteAllText($partial, $json, $utf8)
    [IO.File]::Move($partial, $answer)
    [IO.File]::Delete($running)
}
