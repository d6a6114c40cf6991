<#
.SYNOPSIS
    Runs the spec files that standard input names, one line each, and writes the results of each to a file of JSON.
.DESCRIPTION
    A line is the spec file, the file for its results, and the line of the panel if it is not the recorded one, with tabs between them. When these are complete the answer is a line "done". Invoke-Specs.ps1 starts this.
#>
param([string] $Filter)

# Nobody is there to answer, as in any script that removes things unattended.
$global:ConfirmPreference = 'None'

# What only the sandbox has, by the tag of the specs that need it.
$onlySandbox = [ordered]@{
    Faults  = 'needs faults, which only a sandbox makes'
    Stats   = 'needs counts of calls, which only a sandbox gives'
    Seed    = 'needs its own seed, which only a sandbox accepts'
    Sandbox = 'is about the sandbox'
}

function Get-Message($Errors) {
    ($Errors | ForEach-Object { "$_"; "$($_.ScriptStackTrace)".Split("`n")[0] }) -join "`n"
}

function Get-Path($Block) {
    if ($Block.Parent -and -not $Block.IsRoot) {
        Get-Path $Block.Parent
        $Block.ExpandedName ?? $Block.Name
    }
}

function Get-Tag($Block) {
    if ($Block) { $Block.Tag; Get-Tag $Block.Parent }
}

# Blocks and tests in the order they were written.
function Get-Test($Block, $Around) {
    $tests = @(foreach ($part in $Block.Order) {
        if ($part.ItemType -eq 'Test') { $part } else { Get-Test $part $Around }
    })
    # What fails around the tests of a block fails its last one; else nobody would see it.
    if ($Block.ErrorRecord.Count -and $tests.Count) { $Around[$tests[-1]] = Get-Message $Block.ErrorRecord }
    $tests
}

function Get-Result($Container) {
    if ($Container.ErrorRecord.Count) {
        return @{ path = @(); name = 'discovery'; result = 'Failed'; message = Get-Message $Container.ErrorRecord; milliseconds = 0 }
    }
    $around = @{}
    foreach ($test in @($Container.Blocks | ForEach-Object { Get-Test $_ $around })) {
        $failure = $around[$test]
        $message = (Get-Message $test.ErrorRecord) ? (Get-Message $test.ErrorRecord) : $failure
        if ($test.Result -eq 'NotRun') {
            $tags = @($test.Tag) + @(Get-Tag $test.Block)
            $needs = @($onlySandbox.Keys | Where-Object { $env:NODEPOINT_SPEC_PANEL -and $_ -in $tags })
            if (-not $needs) { continue }
            $message = $onlySandbox[$needs[0]]
        }
        @{
            path = @(Get-Path $test.Block)
            name = $test.ExpandedName ?? $test.Name
            result = $failure ? 'Failed' : $test.Result -in 'Passed', 'Failed' ? "$($test.Result)" : 'Skipped'
            message = $message
            milliseconds = [int]$test.Duration.TotalMilliseconds
        }
    }
}

# Without these there is nothing to report: the process ends, and its file fails.
$ErrorActionPreference = 'Stop'
$root = Convert-Path (Join-Path $PSScriptRoot ../..)
Import-Module (Join-Path $root artifacts/modules/Pester/Pester.psd1)
Import-Module (Join-Path $root artifacts/Nodepoint/Nodepoint.psd1) -Global
$ErrorActionPreference = 'Continue'

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $file, $report, $env:NODEPOINT_SPEC_LINE = $line -split "`t"
    $configuration = New-PesterConfiguration
    $configuration.Run.Path = $file
    $configuration.Run.PassThru = $true
    $configuration.Output.Verbosity = 'None'
    if ($Filter) { $configuration.Filter.FullName = $Filter }
    if ($env:NODEPOINT_SPEC_PANEL) { $configuration.Filter.ExcludeTag = @($onlySandbox.Keys) }
    # A seed of its own has the columns of the recorded line.
    if ($env:NODEPOINT_SPEC_LINE) { $configuration.Filter.ExcludeTag = 'Seed', 'Sandbox', 'Recorded' }
    $run = Invoke-Pester -Configuration $configuration
    ConvertTo-Json @($run.Containers | ForEach-Object { Get-Result $_ }) -Depth 4 | Set-Content $report

    # The next file finds what a fresh process would.
    Get-NpPanel | ForEach-Object { Disconnect-NpPanel $_.Name }
    Get-NpSandbox | Where-Object Name -notin 'spec', 'spec-3.3' | Stop-NpSandbox
    Set-Location $root
    [Console]::Out.WriteLine('done')
}
