# The content of a small text file, as Base64 so that no byte is lost.
param($p)
$state = 'absent'
$content = ''
if (Test-Path -LiteralPath $p.path -PathType Leaf) {
    try {
        $content = [Convert]::ToBase64String([IO.File]::ReadAllBytes($p.path))
        $state = 'read'
    } catch [UnauthorizedAccessException] {
        $state = 'refused'
    }
}
[pscustomobject]@{ state = $state; content = $content }
