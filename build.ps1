<#
.SYNOPSIS
    The steps of the project: build, test, try, document, pack.
.DESCRIPTION
    Runs in any pwsh 7.4 or later, and in the one that 'dotnet tool restore' installs for this repository:

        dotnet tool restore && dotnet pwsh ./build.ps1 Test
.PARAMETER Task
    Build   leaves the module in artifacts/Nodepoint.
    Test    builds, and runs the unit tests and the Pester specs. Results are kept in artifacts/tests.
    Demo    builds, and runs samples/onboard-customers.ps1 on a sandbox that keeps its data in artifacts.
    Api     accepts the public API of the library as it is now: rewrites src/Nodepoint.IspConfig/PublicApi.txt.
    Docs    brings docs/cmdlets and the natural keys in about_Nodepoint_Bulk up to date, and runs the examples to add what they print.
    Report  builds, and writes docs/report.html and docs/report.png: the report of the demo company on a platform of real servers on loopback.
    Pack    builds the module for release and makes the package for the PowerShell Gallery in artifacts, with its licenses and a list of what
            is in it.
    Publish does the same and publishes the package to the PowerShell Gallery, if the commit has the tag of its version (v1.2.0). The key is
            the environment variable NODEPOINT_GALLERY_KEY.
    Repack  makes the package of the current commit twice, in two other folders, and fails if one byte differs.
.EXAMPLE
    ./build.ps1 Test -Path tests/Pester/Mail
.EXAMPLE
    ./build.ps1 Test -Filter '*serial*'
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Api', 'Docs', 'Report', 'Pack', 'Publish', 'Repack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Debug',

    # Test: only these spec files or folders of spec files, and no unit tests.
    [string[]] $Path,

    # Test: only unit tests and specs whose full name is like this.
    [string] $Filter,

    # Demo: starts over with an empty sandbox.
    [switch] $Reset
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$env:DOTNET_CLI_TELEMETRY_OPTOUT = $env:DOTNET_NOLOGO = $env:POWERSHELL_TELEMETRY_OPTOUT = 1
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build --configuration $Configuration }
        'Test' {
            dotnet tool restore
            dotnet build --configuration $Configuration
            & ./tests/Invoke-Tests.ps1 -Configuration $Configuration -Path $Path -Filter $Filter
            exit $LASTEXITCODE
        }
        'Demo' {
            dotnet build src/Nodepoint.PowerShell --configuration $Configuration
            Import-Module ./artifacts/Nodepoint
            # The two bad rows are part of the demo: their errors are shown as lines, without the position in this script.
            & ./samples/onboard-customers.ps1 -Reset:$Reset -ErrorAction Continue 2>&1 | ForEach-Object {
                if ($_ -is [Management.Automation.ErrorRecord]) { Write-Host "Error: $_" -ForegroundColor Red } else { $_ }
            }
        }
        'Api' {
            dotnet build tests/Nodepoint.Tests --configuration $Configuration
            $env:NODEPOINT_ACCEPT_API = 1
            try { dotnet run --project tests/Nodepoint.Tests --no-build --configuration $Configuration -- -class Nodepoint.Tests.Api.PublicApiTests }
            finally { Remove-Item Env:NODEPOINT_ACCEPT_API }
        }
        'Docs' {
            dotnet build src/Nodepoint.PowerShell --configuration $Configuration
            dotnet run --project tools/HelpPages --no-build --configuration $Configuration -- update src/Nodepoint.PowerShell/bin/$Configuration/net8.0 docs/cmdlets docs/about_Nodepoint_Bulk.help.txt
            & ./tools/HelpPages/Write-ExampleOutput.ps1
        }
        'Report' {
            dotnet build src/Nodepoint.PowerShell --configuration $Configuration
            & ./tools/Report/New-DemoReport.ps1
        }
        { $_ -in 'Pack', 'Publish' } {
            dotnet tool restore
            $module = "$PSScriptRoot/artifacts/package/Nodepoint/".Replace('\', '/')
            if (Test-Path $module) { Remove-Item $module -Recurse }
            dotnet build src/Nodepoint.PowerShell --configuration Release "-p:ModuleFolder=$module"
            # The PowerShell of this repository, because an older one has no Compress-PSResource.
            dotnet pwsh -NoProfile -File tools/Package/New-Package.ps1 -Module $module -Destination artifacts
            if ($Task -eq 'Publish') { dotnet pwsh -NoProfile -File tools/Package/Publish-Package.ps1 -Folder artifacts }
        }
        'Repack' { & ./tools/Package/Test-Repack.ps1 }
    }
}
finally { Pop-Location }
