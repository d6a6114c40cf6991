<#
.SYNOPSIS
    The project's steps for people with pwsh; each calls what a machine without it calls.
.PARAMETER Task
    Build leaves the module in artifacts/Nodepoint; Test builds and runs everything; Demo takes in the sample's customers on
    a sandbox; Docs brings docs/cmdlets up to date; Pack makes a zip of the module.
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Demo', 'Docs', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot

switch ($Task) {
    'Build' { dotnet build --configuration $Configuration }
    'Test' { dotnet test --configuration $Configuration }
    'Demo' { dotnet run --project tools/EngineHost -- samples/onboard-customers.ps1 }
    'Docs' {
        dotnet build
        dotnet run --project tools/HelpPages -- update src/Nodepoint.PowerShell/bin/Debug/net8.0 Nodepoint.psd1 docs/cmdlets
    }
    'Pack' {
        dotnet build --configuration Release
        $version = (Import-PowerShellDataFile Nodepoint.psd1).ModuleVersion
        Compress-Archive -Path artifacts/Nodepoint -DestinationPath "artifacts/Nodepoint-$version.zip" -Force
    }
}
