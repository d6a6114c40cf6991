<#
.SYNOPSIS
    Writes the software bill of materials of the module (CycloneDX, JSON): the packages whose files it contains.
.DESCRIPTION
    CycloneDX reads the packages of each project that brings some into the module, from what NuGet restored for them. A file of the module
    that is in none of these packages is an error, so that nothing is shipped that the list does not have.
.OUTPUTS
    A component for each package, with the folder that NuGet has restored it to.
#>
[CmdletBinding()]
param(
    # The folder of the module.
    [Parameter(Mandatory)] [string] $Module,

    # When the source was committed.
    [Parameter(Mandatory)] [DateTimeOffset] $Time
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$root = Convert-Path (Join-Path $PSScriptRoot ../..)
$version = (Import-PowerShellDataFile (Join-Path $Module Nodepoint.psd1)).ModuleVersion
$self = "Nodepoint@$version"
$packages = (dotnet nuget locals global-packages --list) -replace '^[^:]*:\s*'

$parts = foreach ($project in 'Nodepoint.Transport', 'Nodepoint.Sandbox') {
    $folder = New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-$([guid]::NewGuid().ToString('N'))") -ItemType Directory
    try {
        $null = dotnet tool run dotnet-CycloneDX -- (Join-Path $root "src/$project/$project.csproj") --disable-package-restore --no-serial-number --spec-version 1.6 --output-format Json --output $folder --filename bom.json
        Get-Content (Join-Path $folder bom.json) -Raw | ConvertFrom-Json -AsHashtable
    }
    finally { Remove-Item $folder -Recurse }
}

$components = @($parts.components | Sort-Object { $_.purl } -Unique -Culture '')
foreach ($component in $components) { $component.Folder = Join-Path $packages $component.name.ToLowerInvariant() $component.version }

# Each file that is not ours has to be the file of one of these packages.
$ofPackages = @{}
foreach ($component in $components) {
    Get-ChildItem $component.Folder -Recurse -File -Include *.dll, *.so, *.dylib | ForEach-Object { $ofPackages[(Get-FileHash $_).Hash] = $component.name }
}
foreach ($file in Get-ChildItem (Join-Path $Module dependencies), (Join-Path $Module sandbox) -Recurse -File -Include *.dll, *.so, *.dylib -Exclude Nodepoint.*) {
    if (-not $ofPackages[(Get-FileHash $file).Hash]) { throw "'$($file.FullName)' is in no package of the module's projects. Remove it, or build the module again." }
}

$uses = @{}
foreach ($entry in $parts.dependencies) {
    $name = $entry.ref -like 'pkg:*' ? $entry.ref : $self
    $uses[$name] = @(@($uses[$name]) + @($entry.dependsOn) | Where-Object { $_ } | Sort-Object -Unique -Culture '')
}
[ordered]@{
    bomFormat    = 'CycloneDX'
    specVersion  = '1.6'
    version      = 1
    metadata     = [ordered]@{
        timestamp = $Time.UtcDateTime.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
        tools     = $parts[0].metadata.tools
        component = [ordered]@{ type = 'library'; 'bom-ref' = $self; name = 'Nodepoint'; version = $version; licenses = @(@{ license = @{ id = 'MIT' } }) }
    }
    components   = @(foreach ($component in $components) {
        $shown = [ordered]@{}
        foreach ($key in $component.Keys | Where-Object { $_ -ne 'Folder' }) { $shown[$key] = $component[$key] }
        $shown
    })
    dependencies = @(foreach ($name in $uses.Keys | Sort-Object -Culture '') { [ordered]@{ ref = $name; dependsOn = $uses[$name] } })
} | ConvertTo-Json -Depth 20 | ForEach-Object { [IO.File]::WriteAllText((Join-Path $Module sbom.cdx.json), $_.ReplaceLineEndings("`n") + "`n") }
$components
