<#
.SYNOPSIS
    Tests all panels of a hosting company: those that this computer reaches, and those of other sites.
.DESCRIPTION
    One process can work with many panels: -Panel of Get-, Test-, and Export- cmdlets accepts several names and wildcards. This script connects
    the saved panels and runs Test-NpPlatform on all of them at the same time.

    Panels that this computer does not reach are tested at their own site: with -ComputerName, PowerShell runs this script there, over
    PowerShell remoting, and returns the results here. In a CI system, each panel can have a job of its own: -Matrix writes the list of the jobs.

    For each panel there is one object, also for one that cannot be connected: its verdict is then Fail. The exit code is the number of panels
    that failed, at most 255.
.EXAMPLE
    ./fleet.ps1 -Panel eu-*, us1 | Where-Object Verdict -ne Pass

    Tests some of the saved panels.
.EXAMPLE
    ./fleet.ps1 -ComputerName admin.paris.example, admin.lima.example | Format-Table Computer, Panel, Verdict, Problem

    Tests the panels that are saved on the administrators' hosts of two sites. Each host has PowerShell with Nodepoint, and a vault with the
    credentials of its own panels; none of them leaves its site.
.EXAMPLE
    # Of a workflow of GitHub Actions: a job for each panel. The runner has saved the panels; their credential is a secret of the repository.
    jobs:
      panels:
        runs-on: [self-hosted, hosting]
        outputs:
          matrix: ${{ steps.list.outputs.matrix }}
        steps:
          - uses: actions/checkout@v4
          - id: list
            shell: pwsh
            run: '"matrix=$(samples/fleet.ps1 -Matrix)" >> $env:GITHUB_OUTPUT'
      test:
        needs: panels
        runs-on: [self-hosted, hosting]
        strategy:
          fail-fast: false
          matrix: ${{ fromJson(needs.panels.outputs.matrix) }}
        env:
          NODEPOINT_USER: ${{ secrets.NODEPOINT_USER }}
          NODEPOINT_PASSWORD: ${{ secrets.NODEPOINT_PASSWORD }}
        steps:
          - uses: actions/checkout@v4
          - shell: pwsh
            run: samples/fleet.ps1 -Panel '${{ matrix.panel }}'
#>
[CmdletBinding(DefaultParameterSetName = 'Here')]
param(
    # The names of the saved panels; wildcards are allowed.
    [SupportsWildcards()]
    [string[]] $Panel = '*',

    # The hosts of other sites, on which this script is run (PowerShell remoting over WinRM).
    [Parameter(Mandatory, ParameterSetName = 'Remote')]
    [string[]] $ComputerName,

    # Sessions to such hosts from New-PSSession, which can be connected over SSH too.
    [Parameter(Mandatory, ParameterSetName = 'Session')]
    [Management.Automation.Runspaces.PSSession[]] $Session,

    # Writes the matrix of a CI job with the names of the panels, and tests nothing.
    [Parameter(Mandatory, ParameterSetName = 'Matrix')]
    [switch] $Matrix
)

# Also with an installed module, which PowerShell loads when it is used.
$built = Join-Path $PSScriptRoot '../artifacts/Nodepoint/Nodepoint.psd1'
if (-not (Get-Module Nodepoint) -and $PSScriptRoot -and (Test-Path $built)) { Import-Module $built }

if ($PSCmdlet.ParameterSetName -in 'Remote', 'Session') {
    $where = $ComputerName ? @{ ComputerName = $ComputerName } : @{ Session = $Session }
    # A name on the command line of a host with a comma is one text.
    $results = @(Invoke-Command @where -FilePath $PSCommandPath -ArgumentList (, $Panel))
    $results
    exit [Math]::Min(255, @($results | Where-Object Verdict -EQ 'Fail').Count)
}

$saved = @(Get-NpPanel -Saved | Where-Object { $one = $_; $Panel | Where-Object { $one.Name -like $_ } })
if ($Matrix) {
    ConvertTo-Json @{ panel = @($saved.Name) } -Compress
    exit 0
}

# Texts and numbers, which stay the same over PowerShell remoting.
function New-Result([string] $Name, [string] $Verdict, [string] $Problem, [string[]] $Advice) {
    [pscustomobject]@{ Computer = [Environment]::MachineName; Panel = $Name; Verdict = $Verdict; Problem = $Problem; Advice = $Advice }
}

$connected = @()
$results = @(foreach ($one in $saved) {
        try { $connected += (Connect-NpPanel -Name $one.Name -KeepDefault -ErrorAction Stop).Name }
        catch { New-Result $one.Name Fail "$_" }
    })
if ($connected) {
    $tests = @(Test-NpPlatform -Panel $connected -ErrorAction SilentlyContinue -ErrorVariable problems)
    $results += @(foreach ($test in $tests) { New-Result $test.Panel $test.Verdict $test.Problem $test.Findings.Advice })
    # The message of an error of one of several panels names the panel.
    $results += @(foreach ($name in $connected | Where-Object { $_ -notin $tests.Panel }) {
            New-Result $name Fail (@($problems | Where-Object { $connected.Count -eq 1 -or "$_" -like "*anel '$([WildcardPattern]::Escape($name))'*" })[0] ?? 'no answer')
        })
}
$results | Sort-Object { [array]::IndexOf($saved.Name, $_.Panel) }
exit [Math]::Min(255, @($results | Where-Object Verdict -EQ 'Fail').Count)
