<#
.SYNOPSIS
    Runs the unit tests and the specs of a finished build side by side, lists what failed, and sums up. Called by build.ps1 Test.
.OUTPUTS
    Text; its last line is "N passed, N failed, N skipped". The exit code is 0 when something passed and nothing failed, else 1.
#>
[CmdletBinding()]
param(
    [string] $Configuration = 'Debug',
    [string[]] $Path,
    [string] $Filter
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
# The processes of the tests are short-lived: what the runtime learns by profiling them costs more than it gives.
$env:DOTNET_TieredPGO = 0
$clock = [Diagnostics.Stopwatch]::StartNew()
$root = Split-Path $PSScriptRoot
$folder = (New-Item (Join-Path $root artifacts/tests) -ItemType Directory -Force).FullName
$xml = Join-Path $folder xunit.xml
Remove-Item $xml -ErrorAction Ignore

$unit = $null
if (-not $Path) {
    $arguments = @(
        (Join-Path $root "tests/Nodepoint.Tests/bin/$Configuration/net10.0/Nodepoint.Tests.dll"), '-result-xml', $xml, '-noColor'
        if ($Filter) { '-method', $Filter }
    )
    $log = Join-Path $folder xunit.log
    $unit = Start-Process dotnet $arguments -PassThru -RedirectStandardOutput $log -RedirectStandardError "$log.errors" -WorkingDirectory $root
    $null = $unit.Handle
}

$choice = @{}
if ($Path) { $choice.Path = $Path }
if ($Filter) { $choice.Filter = $Filter }
Write-Host "Running $($Path ? $null : 'the unit tests and ')the specs. Results are written to $folder."
try {
    $specs = @(& (Join-Path $PSScriptRoot Pester/Invoke-Specs.ps1) @choice)
    if ($unit) { $unit.WaitForExit() }
}
finally {
    if ($unit -and -not $unit.HasExited) { $unit.Kill($true) }
}
$all = @(foreach ($spec in $specs) {
    @{ Name = (@($spec.file) + $spec.path + $spec.name) -join ' > '; Result = $spec.result; Message = $spec.message }
})

if ($unit) {
    $tests = if (Test-Path $xml) { @(Select-Xml $xml -XPath '//test' | ForEach-Object Node) }
    $all += @(foreach ($test in $tests) {
        @{
            Name    = $test.name
            Result  = @{ Pass = 'Passed'; Fail = 'Failed'; Skip = 'Skipped' }[$test.result] ?? 'Failed'
            Message = $test.result -eq 'Fail' ? "$($test.failure.message.InnerText)`n$($test.failure.'stack-trace'.InnerText)" : "$($test.reason.InnerText)"
        }
    })
    # Failures outside a test: a crash, a fixture that cannot be disposed of.
    $around = @(if (Test-Path $xml) { Select-Xml $xml -XPath '//errors/error' | ForEach-Object { $_.Node.InnerText } })
    $isExplained = @($tests | Where-Object result -eq Fail).Count -gt 0 -or ($Filter -and -not $tests)
    if ($around -or ($unit.ExitCode -ne 0 -and -not $isExplained) -or (-not $tests -and -not $Filter)) {
        $said = @(Get-Content $log, "$log.errors" -Tail 20 -ErrorAction Ignore)
        $all += @{ Name = 'Nodepoint.Tests'; Result = 'Failed'; Message = (@("The unit tests ended with exit code $($unit.ExitCode).") + $around + $said) -join "`n" }
    }
}

foreach ($test in $all | Where-Object Result -eq Skipped) { "skipped: $($test.Name)$($test.Message ? ": $("$($test.Message)".Split("`n")[0])" : $null)" }
foreach ($test in $all | Where-Object Result -eq Failed) { "FAILED: $($test.Name)"; "$($test.Message)" -replace '(?m)^', '    ' }

$count = @{ Passed = 0; Failed = 0; Skipped = 0 }
foreach ($test in $all) { $count[$test.Result]++ }
"Took $([int]$clock.Elapsed.TotalSeconds) seconds."
"$($count.Passed) passed, $($count.Failed) failed, $($count.Skipped) skipped"
exit [int]($count.Failed -gt 0 -or $count.Passed -eq 0)
