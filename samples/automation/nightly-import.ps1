<#
.SYNOPSIS
    Creates the mailboxes of a CSV file every night: a skeleton for a job that runs without a user.
.DESCRIPTION
    Replace the command between the two lines with your own; the rest is what each unattended job needs:

    - It stops when something is wrong before the rows, such as a panel that refuses the login. A row that fails does not stop the others.
    - A journal keeps what is done, so that the next run resumes a run that was interrupted, and sends nothing twice.
    - Two runs of the job do not overlap: a file is locked while one runs.
    - Its output is plain text: a line for each row that failed, and one for the run.
    - It never asks anything.

    The exit code is 0 if every row is done, 1 if rows failed or nothing could be done, 2 if rows are unknown or were not sent, so that the
    next run resumes them, and 3 if another run has not ended.

    Start it with pwsh -NoProfile -NonInteractive -File. The files beside this one do so from cron, systemd, and the Task Scheduler of
    Windows. The panel is saved with Register-NpPanel, with its credential in a vault and with a change log; about_Nodepoint_Automation
    describes how.
.EXAMPLE
    pwsh -NoProfile -NonInteractive -File ./samples/automation/nightly-import.ps1 -Panel prod -Path /srv/import/mailboxes.csv
#>
[CmdletBinding()]
param(
    # The saved panel.
    [Parameter(Mandatory)]
    [string] $Panel,

    # The CSV file, with the columns of New-NpMailbox. If it does not exist, there is nothing to do.
    [Parameter(Mandatory)]
    [string] $Path,

    # The folder of the journal and of the lock. The default is that of the CSV file.
    [string] $Folder = (Split-Path $Path)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$ConfirmPreference = 'None'
$ProgressPreference = 'SilentlyContinue'
if ($PSStyle) { $PSStyle.OutputRendering = 'PlainText' }

$name = Split-Path $Path -Leaf
$lock = $connection = $null
$code = 1
$said = 'nothing was done'
try {
    # The lock ends with the process, however that ends.
    try { $lock = [IO.File]::Open((Join-Path $Folder "$name.lock"), 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [IO.IOException] {
        if ($_.Exception.InnerException -isnot [IO.DirectoryNotFoundException]) {
            $code = 3
            $said = 'another run has not ended'
        }
        throw
    }

    if (-not (Test-Path $Path)) {
        $code = 0
        $said = 'there is no file, so nothing was done'
    }
    else {
        if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }
        $connection = Connect-NpPanel -Name $Panel -WarningAction SilentlyContinue

        # One journal for each content of the file: a file that has changed is a new run.
        $journal = Join-Path $Folder "$name.$((Get-FileHash $Path -Algorithm SHA256).Hash.Substring(0, 12)).jsonl"

        # ---------------------------------------------------------------- your command
        Import-NpCsv $Path |
            New-NpMailbox -SkipExisting -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable failed -WarningAction SilentlyContinue |
            Out-Null
        # ---------------------------------------------------------------- to here

        foreach ($problem in $failed) { "$problem" }
        $state = Get-NpJournal $journal
        $code = $state.ExitCode
        $said = "$($state.Done) of $($state.Rows) rows done, $($state.Failed) failed, $($state.Rows - $state.Done - $state.Failed) open"
    }
}
catch {
    # Of the rows, nothing stops the run, so this is about the run itself.
    if ($code -ne 3) { "$_" }
}
finally {
    if ($connection) { $connection | Disconnect-NpPanel }
    if ($lock) { $lock.Dispose() }
}

"$(Get-Date -Format 'yyyy-MM-ddTHH:mm:ssK') $name on ${Panel}: $said, exit code $code"
exit $code
