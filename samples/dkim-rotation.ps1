<#
.SYNOPSIS
    Rotates DKIM keys every few months, unattended: a nightly script for cron.
.DESCRIPTION
    Each run changes the mail domains whose key is older than -MaxAge to a new key, and removes the records of old keys whose time is over.
    The selector is the date of the rotation, such as 20270101, so that it says how old the key is; any other selector counts as old. Most
    runs find nothing to do.

    The new key is used only when all name servers of the domain publish it. A run that is killed leaves valid signatures, and the next run
    completes it with the journal. A mail domain that fails does not stop the others. Mail domains that are not signed, or whose zone is not
    on the panel, are left alone.

    Uses the connected panel, or else the saved panel of -Panel, or else the one in NODEPOINT_URI, NODEPOINT_USER and NODEPOINT_PASSWORD.
    Each run writes one line to rotation.log in -Folder, and to the output. Errors are written as text. The exit code is 0 if everything is
    done, 1 if mail domains failed, and 2 if the script could not run or has to run again.
.EXAMPLE
    # In the crontab of a user who can read the credential of the saved panel: every night at 3:15.
    15 3 * * * pwsh -NoProfile -NonInteractive -File /opt/nodepoint/dkim-rotation.ps1 -Panel prod -Folder /var/lib/nodepoint > /dev/null
.EXAMPLE
    ./samples/dkim-rotation.ps1 -MaxAge 90 -KeepOldFor 14d -WhatIf
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # The saved panel to connect to if no panel is connected.
    [string] $Panel,

    # The mail domains; wildcards are allowed.
    [string[]] $Domain = '*',

    # How many days a key is used.
    [ValidateRange(1, 3650)]
    [int] $MaxAge = 180,

    # How long the record of an old key is kept, because mail in transit needs it.
    [string] $KeepOldFor = '7d',

    # The name servers that must have a new key, each with a port if it is not 53. The default is those of each zone.
    [string[]] $Server,

    # The longest time to wait for the name servers of a domain, in seconds.
    [int] $TimeoutSec = 900,

    # The length of new keys in bits.
    [int] $KeyLength = 2048,

    # The folder for the log and the journals. The next run needs it.
    [string] $Folder = (Join-Path ([Environment]::GetFolderPath('LocalApplicationData')) 'nodepoint/dkim-rotation')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$culture = [cultureinfo]::InvariantCulture
if ($PSStyle) { $PSStyle.OutputRendering = 'PlainText' }

# The date of a selector such as 20270101; null for another selector.
function Get-SelectorDate([string] $Selector) {
    $date = [datetime]::MinValue
    if ([datetime]::TryParseExact($Selector, 'yyyyMMdd', $culture, 'None', [ref] $date)) { $date }
}

$own = $null
try {
    if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }
    if (-not (Get-NpPanel)) {
        $connection = if ($Panel) { @{ Name = $Panel } } else { @{} }
        $own = Connect-NpPanel @connection
    }
    $null = New-Item $Folder -ItemType Directory -Force -WhatIf:$false

    # A run that was killed is resumed with its selector and its journal.
    $today = [datetime]::UtcNow.Date
    $selector = $today.ToString('yyyyMMdd', $culture)
    $resumed = Get-ChildItem $Folder -Filter 'dkim-*.jsonl' | Sort-Object Name | Where-Object {
        ($date = Get-SelectorDate ($_.BaseName -replace '^dkim-')) -and ($today - $date).TotalDays -lt $MaxAge -and (Get-NpJournal $_.FullName).ExitCode -eq 2
    } | Select-Object -Last 1
    if ($resumed) { $selector = $resumed.BaseName -replace '^dkim-' }
    $journal = Join-Path $Folder "dkim-$selector.jsonl"

    $signed = @(Get-NpMailDomain $Domain -ErrorAction SilentlyContinue | Where-Object Dkim)
    $due = @($signed | Where-Object { $_.DkimSelector -ne $selector -and (-not ($date = Get-SelectorDate $_.DkimSelector) -or ($today - $date).TotalDays -ge $MaxAge) })
    # Without a zone on the panel, nothing can be published.
    $here = @($due | Get-NpDkim | Where-Object { $null -ne $_.Published } | ForEach-Object Domain)
    $due = @($due | Where-Object Domain -In $here)

    $servers = if ($Server) { @{ Server = $Server } } else { @{} }
    $failed, $late = @(), @()
    $removed = @($signed | Set-NpDkim -RemoveExpired -Verbose -ErrorAction SilentlyContinue -ErrorVariable late 4>&1 | Where-Object { "$_" -like '*which a rotation had left*' }).Count
    $warned = @()
    if ($due -or $resumed) {
        $due | Set-NpDkim -Rotate -Selector $selector -KeyLength $KeyLength -KeepOldFor $KeepOldFor -TimeoutSec $TimeoutSec @servers -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable failed -WarningVariable warned -WarningAction SilentlyContinue
    }

    foreach ($problem in @($failed) + @($late)) { "ERROR $($problem.TargetObject): $problem" }
    foreach ($text in $warned) { "WARNING $text" }
    $problems = @($failed).Count + @($late).Count
    $line = "$([datetime]::UtcNow.ToString('u', $culture)) selector=$selector due=$($due.Count) rotated=$($due.Count - @($failed).Count) removed=$removed failed=$problems resumed=$([bool] $resumed)"
    if (-not $WhatIfPreference) { Add-Content (Join-Path $Folder rotation.log) $line }
    $line
    $left = if ((Test-Path $journal) -and -not $WhatIfPreference) { (Get-NpJournal $journal).ExitCode } else { 0 }
    $code = if ($problems -and $left -ne 2) { 1 } else { $left }
}
catch {
    "ERROR $_"
    $code = 2
}
finally {
    if ($own) { Disconnect-NpPanel $own.Name }
}

exit $code
