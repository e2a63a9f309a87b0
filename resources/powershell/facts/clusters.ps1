# The clusters that are kept in the folder: those that have a journal.
param($p)
$names = @()
if ([IO.Directory]::Exists($p.folder)) {
    foreach ($place in [IO.Directory]::GetDirectories($p.folder)) {
        if ([IO.File]::Exists([IO.Path]::Combine($place, 'journal.jsonl'))) {
            $names += [IO.Path]::GetFileName($place)
        }
    }
}
[pscustomobject]@{ clusters = $names }
