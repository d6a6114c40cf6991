<#
.SYNOPSIS
    Writes THIRD-PARTY-NOTICES.txt of the module: each package in it with its copyright and license, and the texts of the licenses.
.DESCRIPTION
    Names, copyrights, and licenses are those that the packages declare. The text of a license is the one in the package, or else the one of
    its SPDX identifier in the folder Licenses. A package whose license has no text is an error.
#>
[CmdletBinding()]
param(
    # The folder of the module.
    [Parameter(Mandatory)] [string] $Module,

    # The components from Write-Sbom.ps1.
    [Parameter(Mandatory)] [object[]] $Component
)

$ErrorActionPreference = 'Stop'
$text = [Text.StringBuilder]::new()
# Each text with the packages that it is for. Packages of one project have the same.
$texts = [ordered]@{}
function Add-Text([string] $Text, [string] $Package) {
    $Text = $Text.ReplaceLineEndings("`n").Trim()
    if (-not $texts.Contains($Text)) { $texts[$Text] = [Collections.Generic.List[string]]::new() }
    $texts[$Text].Add($Package)
}

$null = $text.Append("Nodepoint contains the packages below. Each is the work of its authors, under its own license.`n")
foreach ($part in $Component) {
    $name = "$($part.name) $($part.version)"
    # Where a package offers several licenses, Nodepoint uses the last one that has a text here.
    $ids = @($part.licenses.license.id | Where-Object { $_ })
    $own = @(Get-ChildItem $part.Folder -File | Where-Object Name -match '^LICEN[CS]E(\.(txt|md))?$')
    $known = @($ids | ForEach-Object { Join-Path $PSScriptRoot Licenses "$_.txt" } | Where-Object { Test-Path $_ })
    if (-not $own -and -not $known) { throw "There is no text for the license of $name ($($ids -join ', ')). Add it to tools/Package/Licenses." }
    $copyright = $part.copyright ? $part.copyright : "Copyright (c) $($part.authors.name -join ', ')"
    $null = $text.Append("`n$name`n    $copyright`n    License: $($ids -join ' or ')`n")
    $site = @($part.externalReferences | Where-Object type -in website, vcs)[0]
    if ($site) { $null = $text.Append("    $($site.url)`n") }
    Add-Text (Get-Content ($own ? $own[0] : $known[-1]) -Raw) $name
    Get-ChildItem $part.Folder -File | Where-Object Name -match '^THIRD-PARTY-NOTICES\.txt$' | ForEach-Object { Add-Text (Get-Content $_ -Raw) $name }
}
foreach ($entry in $texts.GetEnumerator()) {
    $null = $text.Append("`n$('=' * 80)`n$($entry.Value -join "`n")`n$('=' * 80)`n`n$($entry.Key)`n")
}
[IO.File]::WriteAllText((Join-Path $Module THIRD-PARTY-NOTICES.txt), "$text")
