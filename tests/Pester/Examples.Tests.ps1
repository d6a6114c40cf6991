# Runs the examples of every help page, each page on its own sandbox.
BeforeDiscovery {
    # Examples that cannot run in a test, with the reason.
    $elsewhere = @{
        'Wait-NpJobQueue' = 'a sandbox has no servers that put changes into effect'
    }
    $pages = Get-ChildItem (Join-Path $PSScriptRoot '../../docs/cmdlets') -Filter *.md | Sort-Object Name | Where-Object { -not $elsewhere.ContainsKey($_.BaseName) } | ForEach-Object {
        $text = (Get-Content $_.FullName -Raw) -replace '(?s)^.*?## EXAMPLES' -replace '(?s)## PARAMETERS.*$'
        @{ Page = $_.BaseName; Examples = @([regex]::Matches($text, '(?s)```powershell\n(.*?)```') | ForEach-Object { $_.Groups[1].Value }) }
    }
}

Describe 'The examples of <Page>' -ForEach $pages {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../artifacts/Nodepoint/Nodepoint.psd1') }
        $kept = @{}
        foreach ($name in 'XDG_CONFIG_HOME', 'NODEPOINT_URI', 'NODEPOINT_USER', 'NODEPOINT_PASSWORD') { $kept[$name] = [Environment]::GetEnvironmentVariable($name) }
        $env:XDG_CONFIG_HOME = (Get-Item TestDrive:/).FullName
        $seed = & (Join-Path $PSScriptRoot 'SeedWithTemplates.ps1') TestDrive:/seed.json
        Push-Location TestDrive:/
    }
    AfterAll {
        Pop-Location
        foreach ($name in $kept.Keys) { [Environment]::SetEnvironmentVariable($name, $kept[$name]) }
    }

    It 'run' {
        $Examples.Count | Should -BeGreaterThan 1
        foreach ($example in $Examples) {
            $sandbox = @(Get-NpSandbox examples | Where-Object IsRunning)[0]
            if (-not $sandbox) { $sandbox = Start-NpSandbox examples -Seed $seed }
            $sandbox | Reset-NpSandbox
            $s = $sandbox
            $null = Connect-NpPanel $sandbox.Uri -Credential $sandbox.Credential -CertificatePin $sandbox.CertificatePin -Name spec
            . (Join-Path $PSScriptRoot 'Scene.ps1') 3> $null
            $script = [scriptblock]::Create("`$ErrorActionPreference = 'Stop'`n$example")
            { $null = . $script 3> $null } | Should -Not -Throw -Because $example
        }
    }
}
