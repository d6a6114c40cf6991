<#
.SYNOPSIS
    Undoes a wrong bulk change, such as a quota that was set for 500 mailboxes.
.DESCRIPTION
    Looks for the changes in the panel's data log, shows how many objects of each kind they are about and the first of them, and undoes
    them after a question. An object gets its old values where it still has the new ones. What was changed again since is left as it is, and
    named. Nothing else is touched.

    A run that is stopped is resumed by running the same line again: what is done is not done twice, with -Journal or without it.

    Uses the connected panel, or else the saved panel of -Panel, or else the one in NODEPOINT_URI, NODEPOINT_USER and NODEPOINT_PASSWORD.
    The exit code is 0 if everything was taken back, 1 if objects are left as they are or failed, and 2 if the script could not run.
.EXAMPLE
    # Half an hour ago, a script set the quota of all mailboxes to 1 GB. Look first, and then do it.
    ./samples/undo-bulk-change.ps1 -Since (Get-Date).AddMinutes(-30) -Noun NpMailbox -Member Quota -To 1073741824 -WhatIf
    ./samples/undo-bulk-change.ps1 -Since (Get-Date).AddMinutes(-30) -Noun NpMailbox -Member Quota -To 1073741824
.EXAMPLE
    # Only the mailboxes of a domain, unattended, and only what the panel user small has changed.
    ./samples/undo-bulk-change.ps1 -Since '2027-01-31 14:00' -Until '2027-01-31 14:20' -Key '*@example.com' -By small -Confirm:$false
#>
[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    # The time of the first change to take back.
    [Parameter(Mandatory)]
    [DateTimeOffset] $Since,

    # The time of the last one. The default is now.
    [DateTimeOffset] $Until = [DateTimeOffset]::UtcNow,

    # Only objects of these nouns; wildcards are allowed.
    [string[]] $Noun = '*',

    # Only objects with these names; wildcards are allowed.
    [string[]] $Key = '*',

    # Only changes by these panel users; wildcards are allowed.
    [string[]] $By = '*',

    # Only changes of these members, such as Quota. A change with other members too is taken back as a whole.
    [string[]] $Member,

    # Only changes of a member to this value, in bytes for sizes, such as 1073741824.
    [string] $To,

    # Only these actions. The default is changes of objects that exist before and after.
    [ValidateSet('Added', 'Removed', 'Changed')]
    [string[]] $Action = 'Changed',

    # A journal, by which a run that was stopped says what it has done.
    [string] $Journal,

    # The saved panel to connect to if no panel is connected.
    [string] $Panel
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$own = $null
try {
    if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }
    if (-not (Get-NpPanel)) {
        $connection = if ($Panel) { @{ Name = $Panel } } else { @{} }
        $own = Connect-NpPanel @connection
    }

    $changes = @(Get-NpChange -Since $Since -Noun $Noun -Key $Key -By $By | Where-Object {
        $_.Time -le $Until -and $_.Noun -and "$($_.Action)" -in $Action -and (
            (-not $Member -and -not $To) -or @($_.Changes | Where-Object { (-not $Member -or $_.Member -in $Member) -and (-not $To -or $_.To -eq $To) }))
    })
    "$($changes.Count) changes of $(@($changes | Group-Object Noun, RecordId).Count) objects:"
    $changes | Group-Object Noun, Action | ForEach-Object { "  $($_.Count) $($_.Group[0].Noun) $("$($_.Group[0].Action)".ToLowerInvariant()), such as $($_.Group[0])" }

    $code = 0
    if ($changes -and ($WhatIfPreference -or $PSCmdlet.ShouldProcess("$($changes.Count) changes", 'Take back'))) {
        $with = if ($Journal) { @{ Journal = $Journal } } else { @{} }
        $failed, $left = @(), @()
        $undone = @($changes | Undo-NpChange @with -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue -WarningVariable left)
        foreach ($problem in $failed) { "ERROR $($problem.TargetObject): $problem" }
        foreach ($text in $left) { "LEFT $text" }
        if (-not $WhatIfPreference) { "$($undone.Count) objects are as they were, $(@($left).Count) are left as they are, $(@($failed).Count) failed." }
        $code = if ($failed -or $left) { 1 } else { 0 }
    }
}
catch {
    "ERROR $_"
    $code = 2
}
finally {
    if ($own) { Disconnect-NpPanel $own.Name }
}

exit $code
