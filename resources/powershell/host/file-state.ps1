# How much of a file is there.
param($p)
$length = [long]-1
if ([IO.File]::Exists($p.path)) {
    $length = (New-Object -TypeName IO.FileInfo -ArgumentList $p.path).Length
}
[pscustomobject]@{ length = $length }
