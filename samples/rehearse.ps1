<#
.SYNOPSIS
    Rehearses a change on a copy of the panel, shows what it does there, and makes it for real with -Apply.
.DESCRIPTION
    Exports the panel to a temporary folder, starts a sandbox that is a copy of it, runs the change there, and shows what has changed on the copy
    (Compare-NpState). Up to here, the real panel is only read.

    With -Apply, the change then runs on the real panel, but only if it ran without an error on the copy, and after a question that -Confirm:$false
    leaves out. At the end, what has changed on the real panel is compared with the rehearsal.

    The commands of the change need no -Panel: the default panel is the copy in the rehearsal, and the real one afterwards. What the change writes
    is not shown; its errors are.

    Needs a connected panel, and .NET 10 for the sandbox. The exit code is 1 if the change failed, or could not be rehearsed.
.EXAMPLE
    Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)
    ./samples/rehearse.ps1 { Get-NpMailbox *@example.com | Set-NpMailbox -Quota 5GB }
    ./samples/rehearse.ps1 { Get-NpMailbox *@example.com | Set-NpMailbox -Quota 5GB } -Apply
.EXAMPLE
    # The change gets the rows of the file.
    ./samples/rehearse.ps1 { $args[0] | New-NpMailbox -GeneratePassword } -Csv mailboxes.csv
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # The change.
    [Parameter(Mandatory, Position = 0)]
    [scriptblock] $Change,

    # A CSV file, whose rows the change gets as $args[0].
    [string] $Csv,

    # The name of the real panel's connection. The default is the default panel.
    [string] $Panel,

    # Makes the change on the real panel too.
    [switch] $Apply
)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }

# Runs the change on a panel, writes its errors as text, and sets $failed.
function Invoke-Change([string] $Name) {
    $null = Connect-NpPanel -Name $Name
    # Nothing is sent twice because of a question here.
    $ErrorActionPreference, $ConfirmPreference, $WhatIfPreference = 'Continue', 'None', $false
    try {
        $rows = if ($Csv) { , @(Import-NpCsv $Csv -ErrorAction Stop) }
        & $Change $rows 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | ForEach-Object {
            $script:failed = $true
            "Error: $_"
        }
    }
    catch {
        $script:failed = $true
        "Error: $_"
    }
}

function Format-Count([int] $Number) { "$Number $(if ($Number -eq 1) { 'change' } else { 'changes' })" }

$failed = $false
$before = (Get-NpPanel | Where-Object IsDefault).Name
$real = if ($Panel) { $Panel } else { $before }
if (-not $real) { throw 'No panel is connected. Connect to one with Connect-NpPanel first.' }
$copyName = "copy of $real"
$work = Join-Path ([IO.Path]::GetTempPath()) "nodepoint-rehearsal-$([guid]::NewGuid())"
$quiet = @{ WhatIf = $false; Confirm = $false }
$copy = $null
try {
    "== Export panel $real"
    # The password hashes are needed for a true copy. Only the current user can read the files, which are removed at the end.
    $export = Export-NpState $work -IncludeSecrets -Panel $real -WarningAction SilentlyContinue @quiet
    "$($export.Objects) objects"

    '== Start a copy of it'
    $copy = Start-NpSandbox $copyName -State $work -ErrorAction SilentlyContinue -ErrorVariable missing @quiet
    # What the copy does not have, the rehearsal says nothing about.
    $missing | ForEach-Object { "Not on the copy: $_" }
    $null = Connect-NpPanel $copy.Uri -Credential $copy.Credential -CertificatePin $copy.CertificatePin -Name $copyName -KeepDefault
    $differs = @(Compare-NpState $work $copyName -WarningAction SilentlyContinue | ForEach-Object { "$_" })
    if (-not $missing) { 'It has all objects.' }

    '== The change on the copy'
    Invoke-Change $copyName
    $rehearsed = @(Compare-NpState $work $copyName -WarningAction SilentlyContinue | ForEach-Object { "$_" } | Where-Object { $_ -notin $differs })
    $rehearsed
    "$(Format-Count $rehearsed.Count)."

    if ($failed) {
        'The change failed on the copy, so it is not made on the panel.'
    }
    elseif ($Apply -and $PSCmdlet.ShouldProcess("panel $real", "Make the change that was rehearsed ($(Format-Count $rehearsed.Count))")) {
        "== The change on panel $real"
        Invoke-Change $real
        $made = @(Compare-NpState $work $real -WarningAction SilentlyContinue | ForEach-Object { "$_" })
        $other = @(Compare-Object $rehearsed $made)
        $other | Where-Object SideIndicator -EQ '=>' | ForEach-Object { "Not rehearsed: $($_.InputObject)" }
        $other | Where-Object SideIndicator -EQ '<=' | ForEach-Object { "Only rehearsed: $($_.InputObject)" }
        "$(Format-Count $made.Count), $(if ($other) { 'not all' } else { 'all' }) as rehearsed."
    }
}
catch {
    "Error: $_"
    $failed = $true
}
finally {
    if ($copy) {
        Get-NpPanel $copyName -ErrorAction Ignore | Disconnect-NpPanel
        $copy | Stop-NpSandbox @quiet
    }
    if ($before) { $null = Connect-NpPanel -Name $before }
    if (Test-Path $work) { Remove-Item $work -Recurse @quiet }
}
exit [int]$failed
