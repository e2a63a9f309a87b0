# What this user may do.  Groups by their SIDs: their names depend on the language.
param($p)
$identity = [Security.Principal.WindowsIdentity]::GetCurrent()
$principal = New-Object -TypeName Security.Principal.WindowsPrincipal -ArgumentList $identity
$hyperv = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList 'S-1-5-32-578'
$administrators = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList 'S-1-5-32-544'
$token = @($identity.Groups | ForEach-Object -Process { [string]$_.Value })
# The token of a program that is not elevated holds the administrators for refusing only, so
# IsInRole says no although the user is one: the full list of claims tells.
$claims = @($identity.Claims | ForEach-Object -Process { [string]$_.Value })
$member = $false
try {
    $group = @(Get-CimInstance -ClassName Win32_Group -Filter "SID='S-1-5-32-578' AND LocalAccount=TRUE")
    foreach ($user in @(Get-CimAssociatedInstance -InputObject $group[0] -ResultClassName Win32_Account)) {
        $sid = [string]$user.SID
        if ($sid -eq [string]$identity.User.Value -or $token -contains $sid) { $member = $true }
    }
} catch {
    $member = $false
}
[pscustomobject]@{
    user = [string]$identity.Name
    elevated = $principal.IsInRole($administrators)
    administrator = $claims -contains 'S-1-5-32-544'
    hypervInToken = $principal.IsInRole($hyperv)
    hypervInDatabase = $member
    policy = [string](Get-ExecutionPolicy)
    inPath = $null -ne (Get-Command -Name powershell.exe -CommandType Application -ErrorAction SilentlyContinue)
}
