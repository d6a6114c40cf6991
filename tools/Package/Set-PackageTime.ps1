<#
.SYNOPSIS
    Writes a .nupkg again so that the same content always has the same bytes.
.DESCRIPTION
    Entries are sorted and have one time. The part that NuGet names by chance and in which it says on which system it ran gets a fixed name
    and text.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Package,

    # The time of all entries.
    [Parameter(Mandatory)] [DateTimeOffset] $Time
)

$ErrorActionPreference = 'Stop'
$properties = 'package/services/metadata/core-properties/nodepoint.psmdcp'
$written = "$Package.new"
$source = [IO.Compression.ZipFile]::OpenRead($Package)
try {
    $entries = @{}
    foreach ($entry in $source.Entries) {
        $stream = $entry.Open()
        try {
            $bytes = [IO.MemoryStream]::new()
            $stream.CopyTo($bytes)
        }
        finally { $stream.Dispose() }
        $name = $entry.FullName
        $content = $bytes.ToArray()
        if ($name -like '*.psmdcp') {
            $name = $properties
            $content = [Text.Encoding]::UTF8.GetBytes(([Text.Encoding]::UTF8.GetString($content) -replace '<lastModifiedBy>[^<]*', '<lastModifiedBy>NuGet.Packaging').ReplaceLineEndings("`n"))
        }
        elseif ($name -eq '_rels/.rels') {
            $relations = [Text.Encoding]::UTF8.GetString($content) -replace '/package/services/metadata/core-properties/[^"]*', "/$properties"
            $id = 0
            $content = [Text.Encoding]::UTF8.GetBytes([regex]::Replace($relations, '(?<=\bId=")[^"]*', { 'R' + (++$script:id) }).ReplaceLineEndings("`n"))
        }
        elseif ($name -eq '[Content_Types].xml') {
            # In the order in which the system listed the files.
            $types = [xml]::new()
            $types.LoadXml([Text.Encoding]::UTF8.GetString($content).TrimStart([char]0xFEFF))
            $sorted = @($types.DocumentElement.ChildNodes | Sort-Object { $_.OuterXml } -Culture '')
            foreach ($element in $sorted) { $null = $types.DocumentElement.AppendChild($element) }
            $content = [Text.Encoding]::UTF8.GetBytes($types.OuterXml)
        }
        elseif ($name -like '*.nuspec') { $content = [Text.Encoding]::UTF8.GetBytes([Text.Encoding]::UTF8.GetString($content).ReplaceLineEndings("`n")) }
        $entries[$name] = $content
    }
}
finally { $source.Dispose() }

$target = [IO.Compression.ZipFile]::Open($written, 'Create')
try {
    [string[]] $names = $entries.Keys
    [array]::Sort($names, [StringComparer]::Ordinal)
    foreach ($name in $names) {
        $entry = $target.CreateEntry($name, 'SmallestSize')
        # A zip file has local times: these bytes have to be the same in every time zone.
        $entry.LastWriteTime = [DateTimeOffset]::new($Time.UtcDateTime.Ticks, [timespan]::Zero)
        # Everybody may read the file (octal 100644), also when it is unpacked by another program than PowerShell.
        $entry.ExternalAttributes = 0x81A4 -shl 16
        $stream = $entry.Open()
        try { $stream.Write($entries[$name]) }
        finally { $stream.Dispose() }
    }
}
finally { $target.Dispose() }
Move-Item $written $Package -Force
