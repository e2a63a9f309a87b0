# Folders of the program that only administrators and SYSTEM may write.
function Get-JobFolder {
    $data = [Environment]::GetFolderPath('CommonApplicationData')
    return [IO.Path]::Combine($data, 'Edgewright', 'jobs')
}

function Protect-Folder {
    param([string]$Path)
    # By their SIDs: the names depend on the language.
    $acl = New-Object -TypeName Security.AccessControl.DirectorySecurity
    $acl.SetAccessRuleProtection($true, $false)
    foreach ($sid in 'S-1-5-18', 'S-1-5-32-544') {
        $who = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $sid
        $rule = New-Object -TypeName Security.AccessControl.FileSystemAccessRule -ArgumentList @(
            $who, 'FullControl', 'ContainerInherit, ObjectInherit', 'None', 'Allow'
        )
        $acl.AddAccessRule($rule)
    }
    $acl.SetOwner((New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList 'S-1-5-32-544'))
    $null = [IO.Directory]::CreateDirectory($Path)
    [IO.Directory]::SetAccessControl($Path, $acl)
}
