# Runs spec files under Pester 5 and writes their results as this host's own runner reports them.
param(
    [Parameter(Mandatory)] [string] $Report,
    [Parameter(Mandatory)] [AllowEmptyString()] [string] $Module,
    [Parameter(Mandatory, ValueFromRemainingArguments)] [string[]] $Path
)

$ErrorActionPreference = 'Stop'
Import-Module Pester -MinimumVersion 5.0
if ($Module) { Import-Module $Module -Global }

$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Detailed'
$ErrorActionPreference = 'Continue'
$run = Invoke-Pester -Configuration $configuration

function Get-Message($Errors) {
    ($Errors | ForEach-Object { "$_"; "$($_.ScriptStackTrace)".Split("`n")[0] }) -join "`n"
}

function Get-Path($Block) {
    if ($Block.Parent -and -not $Block.IsRoot) {
        Get-Path $Block.Parent
        $Block.ExpandedName ?? $Block.Name
    }
}

# Blocks and tests in the order they were written, which is the order their ids count in.
function Get-Test($Block) {
    $tests = @(foreach ($part in $Block.Order) {
        if ($part.ItemType -eq 'Test') { $part } else { Get-Test $part }
    })
    # What fails around the tests of a block fails its last one; else nobody would see it.
    if ($Block.ErrorRecord.Count -and $tests.Count) { $script:around[$tests[-1]] = Get-Message $Block.ErrorRecord }
    $tests
}

$results = foreach ($container in $run.Containers) {
    $file = $container.Item.FullName
    if ($container.ErrorRecord.Count) {
        [ordered]@{
            file = $file; id = 0; path = @(); name = 'discovery'; result = 'Failed'
            message = Get-Message $container.ErrorRecord; milliseconds = 0
        }
        continue
    }
    $around = @{}
    $id = 0
    foreach ($test in @($container.Blocks | ForEach-Object { Get-Test $_ })) {
        $failure = $around[$test]
        $result = $failure ? 'Failed' : $test.Result -in 'Passed', 'Failed' ? $test.Result : 'Skipped'
        $message = Get-Message $test.ErrorRecord
        [ordered]@{
            file = $file
            id = ++$id
            path = @(Get-Path $test.Block)
            name = $test.ExpandedName ?? $test.Name
            result = $result
            message = $message ? $message : $failure
            milliseconds = $test.Duration.TotalMilliseconds
        }
    }
}
ConvertTo-Json @($results) -Depth 4 | Set-Content $Report
