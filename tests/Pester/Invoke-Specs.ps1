<#
.SYNOPSIS
    Runs the specs in several concurrent pwsh processes and returns the result of each.
.DESCRIPTION
    Each process runs the next file of the list. The files that were slowest the last time come first; if that is not known, those that
    create their specs in a loop, then the longest. If a process ends before it has written the results of a file, or needs longer than
    -TimeoutSec for one, that file counts as failed, and another process continues with the list. What is true for a noun has to be true on
    both lines of the panel, so that those files run a second time on a sandbox of the line 3.3.
.OUTPUTS
    An object for each spec: file, path (of its blocks), name, result (Passed, Failed or Skipped), message, milliseconds. -Report keeps them as JSON.
#>
[CmdletBinding()]
param(
    # Spec files, or folders of them; from a command line also as one text with commas.
    [string[]] $Path = $PSScriptRoot,

    # Only specs whose full name, blocks included, is like this.
    [string] $Filter,

    [ValidateRange(1, 64)]
    [int] $Processes = [Environment]::ProcessorCount,

    [ValidateRange(1, 86400)]
    [int] $TimeoutSec = 3600,

    [string] $Report = (Join-Path $PSScriptRoot ../../artifacts/tests/specs.json)
)

$ErrorActionPreference = 'Stop'
$files = @(Get-ChildItem ($Path -split ',') -Recurse -Filter *.Tests.ps1 -File)
if (-not $files) { throw "There are no spec files in $($Path -join ', ')." }

# A panel that all share is used by one at a time.
if ($env:NODEPOINT_SPEC_PANEL) { $Processes = 1 }

$folder = Split-Path $Report
$null = New-Item $folder -ItemType Directory -Force
$results = New-Item (Join-Path $folder specs) -ItemType Directory -Force
Get-ChildItem $results | Remove-Item

$durations = Join-Path $folder durations.json
$last = (Test-Path $durations) ? (Get-Content $durations -Raw | ConvertFrom-Json -AsHashtable) : @{}
$queue = [Collections.Concurrent.ConcurrentQueue[hashtable]]::new()
$files | ForEach-Object {
    $name = [IO.Path]::GetRelativePath($PSScriptRoot, $_.FullName).Replace('\', '/')
    $guess = $_.Length + ((Select-String BeforeDiscovery $_ -Quiet) ? 1mb : 0)
    foreach ($line in @('') + @(if (-not $env:NODEPOINT_SPEC_PANEL -and $name -match '^((Clients|Dns|Mail|Servers|Sites)/|Module/Nouns\.)') { '3.3' })) {
        $shown = $line ? "$name on $line" : $name
        @{ Name = $shown; File = $_.FullName; Line = $line; Report = Join-Path $results ($shown.Replace('/', '.') + '.json'); Duration = $last[$shown] ?? $guess }
    }
} | Sort-Object { $_.Duration } -Descending | ForEach-Object { $queue.Enqueue($_) }

# The pwsh that runs this, also where it was started by dotnet.
$program = [Environment]::ProcessPath
$first = (Split-Path $program -LeafBase) -eq 'dotnet' ? @(Join-Path $PSHOME pwsh.dll) : @()
$arguments = $first + @('-NoProfile', '-NonInteractive', '-File', (Join-Path $PSScriptRoot SpecWorker.ps1), $Filter)

$ran = 1..[math]::Min($Processes, $files.Count) | ForEach-Object -ThrottleLimit $Processes -Parallel {
    $queue = $using:queue
    $worker = $null
    try {
        $spec = $null
        while ($queue.TryDequeue([ref]$spec)) {
            if (-not $worker) {
                $start = [Diagnostics.ProcessStartInfo]::new($using:program)
                $using:arguments | ForEach-Object { $start.ArgumentList.Add($_) }
                $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
                $start.Environment['NO_COLOR'] = '1'
                $null = $start.Environment.Remove('COLUMNS')
                $worker = [Diagnostics.Process]::Start($start)
                $errors = $worker.StandardError.ReadToEndAsync()
            }

            $clock = [Diagnostics.Stopwatch]::StartNew()
            $worker.StandardInput.WriteLine("$($spec.File)`t$($spec.Report)`t$($spec.Line)")
            $said = [Collections.Generic.List[string]]::new()
            $why = $null
            while ($true) {
                $line = $worker.StandardOutput.ReadLineAsync()
                $left = $using:TimeoutSec * 1000 - $clock.ElapsedMilliseconds
                if ($left -le 0 -or -not $line.Wait([int]$left)) { $why = "The specs took longer than $($using:TimeoutSec) seconds." }
                elseif ($null -eq $line.Result) { $worker.WaitForExit(); $why = "The process ended with exit code $($worker.ExitCode) before it had run the specs." }
                elseif ($line.Result -ne 'done') {
                    if ($line.Result -like 'coverage: *') { Write-Host $line.Result }
                    $said.Add($line.Result)
                    continue
                }
                break
            }

            $cases = if (-not $why) { Get-Content $spec.Report -Raw | ConvertFrom-Json -AsHashtable -NoEnumerate }
            else {
                if (-not $worker.HasExited) { $worker.Kill($true) }
                $said.Add($errors.Result)
                $worker = $null
                @{ path = @(); name = 'all specs'; result = 'Failed'; message = (@($why) + $said) -join "`n"; milliseconds = 0 }
            }
            Write-Host "$($spec.Name): $(@($cases).Count) specs, $(@($cases | Where-Object { $_.result -eq 'Failed' }).Count) failed, $([int]$clock.Elapsed.TotalSeconds) s"
            foreach ($case in $cases) {
                [pscustomobject]@{ file = $spec.Name; path = $case.path; name = $case.name; result = $case.result; message = $case.message; milliseconds = $case.milliseconds }
            }
            [pscustomobject]@{ file = $spec.Name; milliseconds = $clock.ElapsedMilliseconds }
        }
    }
    finally {
        if ($worker) { $worker.StandardInput.Close(); $worker.WaitForExit() }
    }
}

$specs, $whole = $ran.Where({ $_.PSObject.Properties['result'] }, 'Split')
ConvertTo-Json @($specs) -Depth 4 | Set-Content $Report
if (-not $Filter) { $whole | ForEach-Object { $last[$_.file] = $_.milliseconds } }
ConvertTo-Json $last | Set-Content $durations
$specs
