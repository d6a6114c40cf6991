<#
.SYNOPSIS
    Makes the package of a built module that the PowerShell Gallery accepts, with a list of what is in it and the licenses of that.
.DESCRIPTION
    The same commit gives the same bytes: the times in the package are that of the commit, or $env:SOURCE_DATE_EPOCH (seconds since 1970).
    Called by build.ps1 Pack, in the PowerShell of this repository, which has Compress-PSResource.
.OUTPUTS
    The .nupkg file.
#>
[CmdletBinding()]
param(
    # The folder of the module. It is not changed.
    [Parameter(Mandatory)] [string] $Module,

    # The folder for the package.
    [Parameter(Mandatory)] [string] $Destination
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$seconds = $env:SOURCE_DATE_EPOCH ? $env:SOURCE_DATE_EPOCH : (git -C $PSScriptRoot log -1 --format=%ct)
$time = [DateTimeOffset]::FromUnixTimeSeconds([long]$seconds)

$folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-$([guid]::NewGuid().ToString('N'))") -ItemType Directory
try {
    $copy = Join-Path $folder Nodepoint
    Copy-Item $Module $copy -Recurse
    $components = @(& (Join-Path $PSScriptRoot Write-Sbom.ps1) -Module $copy -Time $time)
    & (Join-Path $PSScriptRoot Write-Notices.ps1) -Module $copy -Component $components
    $packed = New-Item (Join-Path $folder packed) -ItemType Directory
    Compress-PSResource -Path $copy -DestinationPath $packed
    $package = Get-ChildItem $packed -Filter *.nupkg
    & (Join-Path $PSScriptRoot Set-PackageTime.ps1) -Package $package -Time $time
    $null = New-Item $Destination -ItemType Directory -Force
    Move-Item $package $Destination -Force -PassThru
}
finally { Remove-Item $folder -Recurse -Force }
