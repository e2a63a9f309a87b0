# The one text that is ever given to powershell.exe (-EncodedCommand).  Everything else comes as
# JSON in the first line of standard input, and the answer goes as JSON to standard output between
# two marks, so no value of a config or of a PC can become a part of a script.  A script may read
# the lines that follow from $reader.
# Windows PowerShell 5.1.  It has to stay short: through WinRM the whole line passes cmd.exe, which
# takes 8191 characters.  Only words and cmdlets stand before the language mode is known: a
# constrained PowerShell refuses the rest.
if ("$($ExecutionContext.SessionState.LanguageMode)" -ne 'FullLanguage') {
    Write-Output -InputObject "<<EDGEWRIGHT-LANGUAGE:$($ExecutionContext.SessionState.LanguageMode)>>"
    exit 78
}
if (-not [Environment]::Is64BitProcess) {
    Write-Output -InputObject '<<EDGEWRIGHT-32BIT>>'
    exit 78
}
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
Set-StrictMode -Version 2
$thread = [Threading.Thread]::CurrentThread
$thread.CurrentCulture = [Globalization.CultureInfo]::InvariantCulture
$thread.CurrentUICulture = [Globalization.CultureInfo]::GetCultureInfo('en-US')
$utf8 = New-Object -TypeName Text.UTF8Encoding -ArgumentList $false
$reader = New-Object -TypeName IO.StreamReader -ArgumentList ([Console]::OpenStandardInput()), $utf8
$request = ConvertFrom-Json -InputObject ($reader.ReadLine())
$exitCode = 0
try {
    $block = [ScriptBlock]::Create($request.script)
    $all = @(& $block $request.arguments)
    $result = $null
    if ($all.Count -gt 0) { $result = $all[$all.Count - 1] }
    $json = ConvertTo-Json -InputObject @{ ok = $true; result = $result } -Depth 8 -Compress
} catch {
    $exitCode = 1
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
$nonce = [string]$request.nonce
$bytes = $utf8.GetBytes("`n<<BEGIN:$nonce>>$json<<END:$nonce>>`n")
$stream = [Console]::OpenStandardOutput()
$stream.Write($bytes, 0, $bytes.Length)
$stream.Flush()
exit $exitCode
