# Takes a file in Base64, one piece in each line that follows the request, from an offset on.
# The last piece has come when the whole has its size; then its SHA-256 decides.
param($p)
$folder = [IO.Path]::GetDirectoryName($p.path)
$null = [IO.Directory]::CreateDirectory($folder)
$partial = $p.path + '.partial'
$file = New-Object -TypeName IO.FileStream -ArgumentList @(
    $partial, [IO.FileMode]::OpenOrCreate, [IO.FileAccess]::ReadWrite, [IO.FileShare]::None
)
try {
    # What a torn line may have left behind the offset is written anew.
    $file.SetLength([long]$p.offset)
    $null = $file.Seek(0, [IO.SeekOrigin]::End)
    while ($null -ne ($line = $reader.ReadLine())) {
        $piece = [Convert]::FromBase64String($line)
        $file.Write($piece, 0, $piece.Length)
    }
    $file.Flush($true)
    $length = $file.Length
    $hash = ''
    if ($length -eq [long]$p.size) {
        $null = $file.Seek(0, [IO.SeekOrigin]::Begin)
        $sha256 = [Security.Cryptography.SHA256]::Create()
        $hash = [BitConverter]::ToString($sha256.ComputeHash($file)).Replace('-', '').ToLowerInvariant()
    }
} finally {
    $file.Dispose()
}
$arrived = $hash -eq $p.sha256
if ($arrived) {
    [IO.File]::Delete($p.path)
    [IO.File]::Move($partial, $p.path)
} elseif ($hash) {
    [IO.File]::Delete($partial)
}
[pscustomobject]@{ arrived = $arrived; length = $length; sha256 = $hash }
