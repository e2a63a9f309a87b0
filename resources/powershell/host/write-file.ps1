# Writes a whole small file at once: beside its place first, then moved there.
param($p)
$folder = [IO.Path]::GetDirectoryName($p.path)
$null = [IO.Directory]::CreateDirectory($folder)
$partial = $p.path + '.partial'
# Empty at first, so that nobody reads it before its rights are set.
[IO.File]::WriteAllBytes($partial, (New-Object -TypeName 'byte[]' -ArgumentList 0))
if ($p.private) {
    # Administrators and SYSTEM only, by their SIDs: their names depend on the language.
    $acl = New-Object -TypeName Security.AccessControl.FileSecurity
    $acl.SetAccessRuleProtection($true, $false)
    foreach ($sid in 'S-1-5-18', 'S-1-5-32-544') {
        $who = New-Object -TypeName Security.Principal.SecurityIdentifier -ArgumentList $sid
        $rule = New-Object -TypeName Security.AccessControl.FileSystemAccessRule -ArgumentList $who, 'FullControl', 'Allow'
        $acl.AddAccessRule($rule)
    }
    # The file that is replaced hands its rights on to the new one.
    foreach ($place in $partial, $p.path) {
        if ([IO.File]::Exists($place)) { [IO.File]::SetAccessControl($place, $acl) }
    }
}
[IO.File]::WriteAllBytes($partial, [Convert]::FromBase64String($p.content))
if ([IO.File]::Exists($p.path)) {
    [IO.File]::Replace($partial, $p.path, [NullString]::Value)
} else {
    [IO.File]::Move($partial, $p.path)
}
[pscustomobject]@{ written = $true }
