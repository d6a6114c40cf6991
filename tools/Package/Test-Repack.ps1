<#
.SYNOPSIS
    Makes the package of the current commit twice, in folders with different names, and fails if the two differ. Called by build.ps1 Repack.
#>
[CmdletBinding()]
param()

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-$([guid]::NewGuid().ToString('N'))") -ItemType Directory
try {
    $packages = foreach ($name in 'first', 'the second one') {
        $clone = Join-Path $folder $name
        git clone --quiet --no-hardlinks (Convert-Path (Join-Path $PSScriptRoot ../..)) $clone
        & (Join-Path $clone build.ps1) Pack | Out-Host
        Get-Item (Join-Path $clone artifacts/Nodepoint.*.nupkg)
    }
    $hashes = @(Get-FileHash $packages).Hash
    if ($hashes[0] -ne $hashes[1]) {
        $contents = foreach ($package in $packages) {
            $unpacked = New-Item (Join-Path $folder ([guid]::NewGuid())) -ItemType Directory
            [IO.Compression.ZipFile]::ExtractToDirectory($package, $unpacked)
            , @(Get-ChildItem $unpacked -Recurse -File | ForEach-Object { "$([IO.Path]::GetRelativePath($unpacked, $_.FullName)) $((Get-FileHash $_).Hash)" })
        }
        $differ = Compare-Object $contents[0] $contents[1] | ForEach-Object { ($_.InputObject -split ' ')[0] } | Sort-Object -Unique
        throw "Two builds of one commit differ: $($differ -join ', ')."
    }
    "$($packages[0].Name) is the same in both builds: SHA-256 $($hashes[0])."
}
finally { Remove-Item $folder -Recurse -Force }
