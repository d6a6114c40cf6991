<#
.SYNOPSIS
    Runs the examples of help pages on a demo sandbox and writes what each printed under its code.
.DESCRIPTION
    Each example runs on a fresh demo in an empty folder. What it printed is written as an output block: at most 12 lines of 80
    columns, without escape codes. Where only times, serials and the like differ from the block that is there, that one stays.
    An error of an example that was not expected does not stop the run; the summary names it.
.PARAMETER Page
    Names of cmdlets, with wildcards.
.PARAMETER PassThru
    Gives an object for every example that printed an error.
#>
[CmdletBinding()]
param(
    [string[]] $Page = '*',
    [string] $Folder = (Join-Path $PSScriptRoot '../../docs/cmdlets'),
    [string] $Module = (Join-Path $PSScriptRoot '../../artifacts/Nodepoint/Nodepoint.psd1'),
    [switch] $PassThru
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$PSStyle.OutputRendering = 'PlainText'
[cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = 'en-US'
$env:TZ = 'UTC'
[TimeZoneInfo]::ClearCachedData()
$width = 80
$most = 12
Import-Module $Module
Import-Module (Join-Path $PSScriptRoot 'Examples.psm1') -Force

# A line of a message, broken at blanks as a terminal of 80 columns shows it.
function Split-Line([string] $text) {
    foreach ($line in $text -split "`r?`n") {
        while ($line.Length -gt $width) {
            $at = $line.LastIndexOf(' ', $width - 1)
            if ($at -lt 20) { $at = $width }
            $line.Substring(0, $at)
            $line = $line.Substring($at).TrimStart()
        }
        $line
    }
}

# Runs one example, statement by statement as at the prompt, and gives the lines it printed. What is different each time by its
# nature is put into $toolFixed with what stands for it. Statements run in this function's scope, so its variables have names that no
# example uses.
function Invoke-Example([string] $toolCode, $s, [Collections.Specialized.OrderedDictionary] $toolFixed, [ref] $toolFailed) {
    $ErrorActionPreference = 'Continue'
    foreach ($toolStatement in Split-Statement $toolCode) {
        $toolObjects = [Collections.Generic.List[object]]::new()
        $toolLines = [Collections.Generic.List[string]]::new()
        # What -WhatIf says goes to the host alone.
        $toolIsPlan = $toolStatement -match '-WhatIf\b'
        if ($toolIsPlan) { $null = Start-Transcript $transcript -UseMinimalHeader }
        $toolRecords = @(try { . ([scriptblock]::Create($toolStatement)) *>&1 } catch { $_ })
        if ($toolIsPlan) {
            $null = Stop-Transcript
            foreach ($toolLine in [IO.File]::ReadAllLines($transcript) -like 'What if: *') { $toolLines.AddRange([string[]] @(Split-Line $toolLine)) }
            Remove-Item $transcript
        }
        foreach ($toolRecord in $toolRecords) {
            switch ($toolRecord) {
                { $_ -is [Management.Automation.ErrorRecord] } {
                    $toolFailed.Value = $true
                    $toolName = if ($_.InvocationInfo.MyCommand) { "$($_.InvocationInfo.MyCommand.Name): " } else { 'Exception: ' }
                    $toolLines.AddRange([string[]] @(Split-Line ($toolName + $_.Exception.Message)))
                }
                { $_ -is [Management.Automation.WarningRecord] } { $toolLines.AddRange([string[]] @(Split-Line "WARNING: $($_.Message)")) }
                { $_ -is [Management.Automation.VerboseRecord] } { $toolLines.AddRange([string[]] @(Split-Line "VERBOSE: $($_.Message)")) }
                { $_ -is [Management.Automation.InformationRecord] } {
                    # Redirected records come whether they are asked for or not.
                    if ($_.Tags -contains 'PSHOST' -or $toolStatement -match '-InformationAction +Continue') { $toolLines.AddRange([string[]] @(Split-Line "$_")) }
                }
                { $_ -is [Management.Automation.DebugRecord] } { }
                default {
                    $toolObjects.Add($toolRecord)
                    if ($toolRecord.GeneratedPassword) { $toolFixed[[string] $toolRecord.GeneratedPassword] = 'kT7+mQ2x:Vd9_rWz4LpA' }
                    if ($toolRecord.CertificatePin) { $toolFixed[[string] $toolRecord.CertificatePin] = '3F' * 32 }
                    if ($toolRecord.ProcessId) { $toolFixed[[string] $toolRecord.ProcessId] = '4711'.PadLeft("$($toolRecord.ProcessId)".Length) }
                }
            }
        }
        $toolLines
        if ($toolObjects.Count) { $toolObjects | Out-String -Width $width -Stream }
    }
}

function ConvertTo-Block([string[]] $lines, [string] $work, $fixed) {
    $text = ($lines | ForEach-Object { ($_ -replace '\x1b\[[\d;]*m').TrimEnd() }) -join "`n"
    foreach ($value in $fixed.Keys) { $text = $text.Replace($value, $fixed[$value]) }
    # A table may have cut the path off.
    $cut = -join ($work.Substring([IO.Path]::GetTempPath().Length).ToCharArray() | ForEach-Object { "(?:$_)?" })
    $text = $text.Replace("$work/", './').Replace($work, '.') -replace "$([IO.Path]::GetTempPath())$cut…", './…' -replace '(127\.0\.0\.1|localhost):\d{5}\b', '$1:40123' -replace '\bsandbox\d{3,}\b', 'sandbox4711' -replace "`n{3,}", "`n`n"
    $kept = $text.Trim("`n") -split "`n"
    if ($kept.Count -gt $most) { $kept = @($kept[0..($most - 1)]) + '...' }
    $kept -join "`n"
}

# A text without what differs from one run to the next: dates, times, serials, durations, keys and hashes.
function Get-Stable([string] $text) {
    $text -replace '\d{1,4}[-/]\d{1,2}[-/]\d{1,4}', '#' -replace '\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( [AP]M)?( [-+]\d{2}:\d{2})?', '#' -replace '\b20\d{8}\b', '#' `
        -replace '\d+([.,]\d+)? ?(ms|s|/s)\b', '#' -replace '\$\d\$\S+', '#' -replace '[A-Za-z0-9+/=]{24,}', '#' -replace '\s+', ' '
}

$transcript = Join-Path ([IO.Path]::GetTempPath()) "np$PID.txt"
$work = Join-Path ([IO.Path]::GetTempPath()) "np$PID"
$null = New-Item $work -ItemType Directory -Force
$kept = $env:XDG_CONFIG_HOME
Push-Location $work
$clock = [Diagnostics.Stopwatch]::StartNew()
$count = $changed = 0
try {
    foreach ($file in Get-ChildItem $Folder -Filter *.md | Sort-Object Name) {
        if (-not ($Page | Where-Object { $file.BaseName -like $_ }) -or (Get-ExampleReason $file.BaseName)) { continue }
        $text = [IO.File]::ReadAllText($file.FullName) -replace "`r"
        $start = $text.IndexOf("`n## EXAMPLES")
        $end = $text.IndexOf("`n## PARAMETERS")
        if ($start -lt 0 -or $end -lt $start) { continue }
        $examples = [regex]::Replace($text.Substring($start, $end - $start), '(?s)(```powershell\n(.*?)```\n)(?:\n```output\n(.*?)\n```\n)?', {
            param($match)
            $sandbox = Start-ExamplePanel $work -ThrottleLimit 1 # one after the other, so that numbers are the same each time
            Set-Location $work
            $fixed = [ordered]@{}
            $failed = $false
            $lines = @(Invoke-Example $match.Groups[2].Value $sandbox $fixed ([ref] $failed))
            $script:count++
            $block = ConvertTo-Block $lines $work $fixed
            if ($block.Contains((Split-Path $work -Leaf))) { Write-Warning "$($file.BaseName): an example prints a path of this machine, cut so that it cannot be replaced; its block is left out."; $block = '' }
            if ($failed -and $PassThru) { [Console]::Out.WriteLine("$($file.BaseName): $(($block -split "`n")[0])") }
            $old = $match.Groups[3].Value
            if ($match.Groups[3].Success -and (Get-Stable $old) -eq (Get-Stable $block)) { $block = $old }
            $match.Groups[1].Value + $(if ($block) { "`n``````output`n$block`n```````n" })
        })
        $new = $text.Substring(0, $start) + $examples + $text.Substring($end)
        if ($new -cne $text) { [IO.File]::WriteAllText($file.FullName, $new); $changed++ }
    }
}
finally {
    Get-NpPanel | Disconnect-NpPanel
    Stop-NpSandbox
    Pop-Location
    $env:XDG_CONFIG_HOME = $kept
    Remove-Item $work -Recurse -Force
}
"$count examples ran in $([int] $clock.Elapsed.TotalSeconds) s; $changed pages changed."
