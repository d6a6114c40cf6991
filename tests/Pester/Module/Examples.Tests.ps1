# Runs the examples of every help page, of README.md and of the about_ topics on a demo sandbox, each page's on a fresh one.
BeforeDiscovery {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).Path
    Import-Module (Join-Path $root 'tools/HelpPages/Examples.psm1') -Force
    $pages = Get-ChildItem (Join-Path $root 'docs/cmdlets') -Filter *.md | Sort-Object Name | Where-Object { -not (Get-ExampleReason $_.BaseName) } | ForEach-Object {
        @{ Page = $_.BaseName; Examples = @(Get-PageExample $_.FullName) }
    }
    $topics = Get-ChildItem (Join-Path $root 'docs') -Filter about_*.help.txt | Sort-Object Name | ForEach-Object {
        @{ Topic = $_.Name -replace '\.help\.txt$'; Lines = @(Get-TopicLine $_.FullName) }
    }
    $blocks = @(Get-ReadmeBlock (Join-Path $root 'README.md') | ForEach-Object { @{ Line = $_.Line; Code = $_.Code } })
}

BeforeAll {
    $root = (Resolve-Path (Join-Path $PSScriptRoot '../../..')).Path
    if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $root 'artifacts/Nodepoint/Nodepoint.psd1') }
    Import-Module (Join-Path $root 'tools/HelpPages/Examples.psm1') -Force
    $kept = @{}
    foreach ($name in 'XDG_CONFIG_HOME', 'NODEPOINT_URI', 'NODEPOINT_USER', 'NODEPOINT_PASSWORD') { $kept[$name] = [Environment]::GetEnvironmentVariable($name) }
    $folder = Join-Path (Get-Item TestDrive:/).FullName examples
    $null = New-Item $folder -ItemType Directory -Force
    Push-Location $folder

    # Lines that the text says are refused.
    $refused = 'Remove-NpMailDomain\s+# refuses'

    # Runs lines one after the other in one scope and gives what failed. Lines that show an error have to fail.
    function Test-Line([object[]] $Lines, $s) {
        # As a reader may be connected by other names than the texts have.
        $sandbox = $s
        $pin = $s.CertificatePin
        $ErrorActionPreference = 'Stop'
        foreach ($line in $Lines) {
            if (Get-LineReason $line.Code) { continue }
            $problem = $null
            try { $null = . ([scriptblock]::Create($line.Code)) 3> $null 4> $null 6> $null } catch { $problem = $_ }
            $shouldFail = $line.ShouldFail -or $line.Code -match $refused
            if ($problem -and -not $shouldFail) { "line $($line.Line): $($line.Code)`n    $problem" }
            if (-not $problem -and $shouldFail) { "line $($line.Line): $($line.Code)`n    did not fail as the text says" }
        }
    }
}

AfterAll {
    Get-NpPanel | Disconnect-NpPanel
    Stop-NpSandbox
    Pop-Location
    foreach ($name in $kept.Keys) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
}

Describe 'The examples of <Page>' -Tag Sandbox -ForEach $pages {
    It 'run' {
        $Examples.Count | Should -BeGreaterThan 2
        foreach ($example in $Examples) {
            $sandbox = Start-ExamplePanel $folder
            Set-Location $folder
            $s = $sandbox
            $script = [scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$example")
            { $null = . $script 3> $null } | Should -Not -Throw -Because $example
        }
    }
}

Describe 'README.md' -Tag Sandbox {
    It 'has a block at line <Line> that runs line by line' -ForEach $blocks {
        $s = Start-ExamplePanel $folder
        Set-Location $folder
        # A line's comment is kept: it tells of refusals.
        $lines = @(Split-Statement $Code | ForEach-Object {
            $statement = $_
            $comment = ($Code -split "`n").Where({ $_.StartsWith(($statement -split "`n")[-1]) }, 'First') -replace '^[^#]*(?=#)'
            [pscustomobject]@{ Line = $Line; Code = if ("$comment" -like '#*') { "$statement $comment" } else { $statement }; ShouldFail = $false }
        })
        @(Test-Line $lines $s) -join "`n" | Should -BeNullOrEmpty
    }
}

Describe '<Topic>' -Tag Sandbox -ForEach $topics {
    It 'has lines that run' {
        $Lines.Count | Should -BeGreaterThan 0
        $s = Start-ExamplePanel $folder
        Set-Location $folder
        @(Test-Line $Lines $s) -join "`n" | Should -BeNullOrEmpty
    }
}
