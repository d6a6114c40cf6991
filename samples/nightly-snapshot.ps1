<#
.SYNOPSIS
    Keeps what a panel has in a git repository, and tells what has changed since the last run: a script for cron.
.DESCRIPTION
    Each run exports the panel to a folder (Export-NpState) and commits what is new. If something has changed since the run before, it says what, one
    sentence for each change, as text, which cron sends by email, or in a message of its own with -MailTo. A run without a change says nothing.

    The files have no passwords, password hashes, or private keys. A folder that is not a repository becomes one; pushing it to another
    computer is up to you.

    The exit code is 0 if nothing has changed, 2 if something has, and 1 if there was an error, which is written as text.
.EXAMPLE
    # In the crontab of a user who has saved the panel, with a remote user that may only read: every night at four.
    0 4 * * * pwsh -NoProfile -NonInteractive -File /opt/nodepoint/nightly-snapshot.ps1 -Panel prod -Path /srv/panel-state
.EXAMPLE
    ./samples/nightly-snapshot.ps1 -Panel prod -Path /srv/panel-state -MailTo ops@example.com -MailFrom panel@example.com -SmtpServer mail.example.com

    Sends the changes, if there are any.
.EXAMPLE
    git -C /srv/panel-state log --stat -3
    git -C /srv/panel-state log -p -- mail/acme.json

    Shows the last nights, and what has become of the mail of a client.
#>
[CmdletBinding()]
param(
    # The folder of the repository.
    [Parameter(Mandatory)]
    [string] $Path,

    # The saved panel, or the name of a connection. The default is the default panel.
    [string] $Panel,

    # Nouns, clients, or zones to leave out, such as NpCronJob.
    [string[]] $Exclude,

    # Who gets the changes by email. Without it, they are written as text.
    [string[]] $MailTo,

    # The sender.
    [string] $MailFrom = "nodepoint@$([Environment]::MachineName)",

    # The mail server, which accepts messages from this computer, and its port.
    [string] $SmtpServer = 'localhost',
    [int] $SmtpPort = 25
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
if ($PSStyle) { $PSStyle.OutputRendering = 'PlainText' }
if (-not (Get-Module Nodepoint)) { Import-Module Nodepoint }

# Runs git in the folder, and returns what it writes.
function Invoke-Git {
    $said = git -C $Path @args 2>&1
    if ($LASTEXITCODE -ne 0) { throw "git $($args[0]): $($said -join ' ')" }
    $said
}

$before = $null
try {
    if (-not (Get-Command git -CommandType Application -ErrorAction Ignore)) { throw 'The command git was not found. Install it first.' }
    $where = @{}
    if ($Panel) {
        if (-not (Get-NpPanel | Where-Object Name -EQ $Panel)) { $null = Connect-NpPanel -Name $Panel -KeepDefault }
        $where.Panel = $Panel
    }
    $null = New-Item $Path -ItemType Directory -Force
    $Path = (Resolve-Path $Path).ProviderPath
    if (-not (Test-Path (Join-Path $Path .git))) { $null = Invoke-Git init --quiet }

    # What was committed is compared, and not what is in the folder: a run that was killed may have left files there.
    $null = git -C $Path cat-file -e HEAD:manifest.json 2>&1
    $isFirst = $LASTEXITCODE -ne 0
    if (-not $isFirst) {
        $null = Invoke-Git worktree prune
        $before = Join-Path ([IO.Path]::GetTempPath()) "nodepoint-snapshot-$([guid]::NewGuid())"
        $null = Invoke-Git worktree add --quiet --detach $before HEAD
    }
    if ($Exclude) { $where.Exclude = $Exclude -split ',' }
    $export = Export-NpState $Path @where -WarningAction SilentlyContinue -WarningVariable warnings
    $changes = @(if (-not $isFirst) { Compare-NpState $before $Path -WarningAction SilentlyContinue })

    $title = if ($isFirst) { "First snapshot of $($export.Panel): $($export.Objects) objects" } else { "$($changes.Count) $(if ($changes.Count -eq 1) { 'change' } else { 'changes' }) on $($export.Panel)" }

    $null = Invoke-Git add --all
    $null = git -C $Path diff --cached --quiet
    if ($LASTEXITCODE -ne 0) {
        # A computer that only runs this has no name for git.
        $name = if (git -C $Path config user.email) { @() } else { '-c', 'user.name=nightly-snapshot', '-c', "user.email=nodepoint@$([Environment]::MachineName)" }
        $said = @($title, '') + @($changes | ForEach-Object { "$_" }) -join "`n" | git -C $Path @name commit --quiet -F - 2>&1
        if ($LASTEXITCODE -ne 0) { throw "git commit: $($said -join ' ')" }
    }

    # A state that lacks something, because of a missing permission, looks the same every night.
    if ($isFirst) { $warnings | ForEach-Object { "$_" } }
    if (-not $changes) { exit 0 }
    $lines = @("$title since the last snapshot:") + @($changes | ForEach-Object { "  $_" })
    if ($MailTo) {
        $client = [Net.Mail.SmtpClient]::new($SmtpServer, $SmtpPort)
        $message = [Net.Mail.MailMessage]::new($MailFrom, ($MailTo -join ','), $title, ($lines -join "`r`n"))
        try { $client.Send($message) }
        finally {
            $message.Dispose()
            $client.Dispose()
        }
    }
    else { $lines }
    exit 2
}
catch {
    "$_"
    exit 1
}
finally {
    if ($before) { $null = git -C $Path worktree remove --force $before 2>&1 }
}
