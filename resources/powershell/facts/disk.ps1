# The place where the clusters will be kept: room, file system, speed, and what Hyper-V refuses.
param($p)
$folder = [string]$p.folder
while ($folder -and -not [IO.Directory]::Exists($folder)) { $folder = [IO.Path]::GetDirectoryName($folder) }
$root = [IO.Path]::GetPathRoot($folder)
# A share of another PC has no drive that could be asked.
$network = $root.StartsWith('\\')
$free = [long]0
$kind = ''
if (-not $network) {
    $drive = New-Object -TypeName IO.DriveInfo -ArgumentList $root
    $network = [string]$drive.DriveType -eq 'Network'
    $free = [long]$drive.AvailableFreeSpace
    $kind = [string]$drive.DriveFormat
}
$attributes = [IO.File]::GetAttributes($folder)
$milliseconds = [double]-1
$refused = ''
$probe = [IO.Path]::Combine($folder, [Guid]::NewGuid().ToString('N') + '.edgewright')
$record = New-Object -TypeName 'byte[]' -ArgumentList 4096
try {
    # WriteThrough is what the database of the cluster asks for: no cache in between.
    $file = New-Object -TypeName IO.FileStream -ArgumentList @(
        $probe, [IO.FileMode]::CreateNew, [IO.FileAccess]::Write, [IO.FileShare]::None, 4096,
        ([IO.FileOptions]::WriteThrough -bor [IO.FileOptions]::DeleteOnClose)
    )
    try {
        $times = New-Object -TypeName 'double[]' -ArgumentList 9
        for ($round = 0; $round -lt 9; $round++) {
            $watch = [Diagnostics.Stopwatch]::StartNew()
            $file.Write($record, 0, $record.Length)
            $file.Flush($true)
            $times[$round] = $watch.Elapsed.TotalMilliseconds
        }
        [Array]::Sort($times)
        $milliseconds = $times[4]
    } finally {
        $file.Dispose()
    }
} catch {
    $refused = [string]$_.Exception.Message
}
$sparse = @()
if ([IO.Directory]::Exists($p.folder)) {
    $images = @()
    try {
        $images = @([IO.Directory]::GetFiles($p.folder, '*.vhdx', [IO.SearchOption]::AllDirectories))
    } catch {
        # A folder in it that is closed to this user; what is in there is not looked at.
        $images = @()
    }
    $sparse = @($images | Where-Object -FilterScript {
        ([IO.File]::GetAttributes($_) -band ([IO.FileAttributes]::SparseFile -bor [IO.FileAttributes]::Compressed)) -ne 0
    })
}
# Whether both kinds of disk files can be made, by making one; empty where Hyper-V cannot be asked.
$made = @{ vhd = ''; vhdx = '' }
if (-not $refused -and $null -ne (Get-Command -Name New-VHD -Module Hyper-V -ErrorAction SilentlyContinue)) {
    foreach ($ending in 'vhd', 'vhdx') {
        $path = [IO.Path]::Combine($folder, [Guid]::NewGuid().ToString('N') + ".$ending")
        try {
            $null = Hyper-V\New-VHD -Path $path -SizeBytes 8388608 -Dynamic
            $made[$ending] = 'made'
        } catch {
            $made[$ending] = [string]$_.Exception.Message
        } finally {
            [IO.File]::Delete($path)
        }
    }
}
[pscustomobject]@{
    folder = $folder
    free = $free
    fileSystem = $kind
    root = $root
    network = $network
    compressed = ($attributes -band [IO.FileAttributes]::Compressed) -ne 0
    encrypted = ($attributes -band [IO.FileAttributes]::Encrypted) -ne 0
    # FILE_ATTRIBUTE_INTEGRITY_STREAM, which ReFS sets.
    integrity = ([int]$attributes -band 0x8000) -ne 0
    milliseconds = $milliseconds
    refused = $refused
    sparse = $sparse
    vhd = $made.vhd
    vhdx = $made.vhdx
}
