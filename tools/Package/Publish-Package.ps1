<#
.SYNOPSIS
    Publishes the package of the current version, if the commit has the version's tag. Called by build.ps1 Publish.
#>
[CmdletBinding()]
param(
    # The folder of the package.
    [Parameter(Mandatory)] [string] $Folder,

    [string] $Repository = 'PSGallery'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Convert-Path (Join-Path $PSScriptRoot ../..)
$version = (Import-PowerShellDataFile (Join-Path $root Nodepoint.psd1)).ModuleVersion
$tags = @(git -C $root tag --points-at HEAD)
if ("v$version" -notin $tags) { throw "The commit has no tag v$version$($tags ? ", only $($tags -join ', ')" : $null). Set ModuleVersion in Nodepoint.psd1 to the version of the tag, or add the tag v$version." }
$package = Join-Path $Folder "Nodepoint.$version.nupkg"
if (-not (Test-Path $package)) { throw "'$package' was not found. Run build.ps1 Pack first." }
if (-not $env:NODEPOINT_GALLERY_KEY) { throw 'The environment variable NODEPOINT_GALLERY_KEY is not set. Set it to a key of the PowerShell Gallery that may publish Nodepoint.' }
Publish-PSResource -NupkgPath $package -Repository $Repository -ApiKey $env:NODEPOINT_GALLERY_KEY
"Nodepoint $version is published in $Repository."
