<#
.SYNOPSIS
    Takes in 5,000 mailboxes from a CSV file, with a journal: it can be killed at any moment and goes on when it is run again.
.DESCRIPTION
    Works on the panel that is connected. When none is, it starts a sandbox that keeps its data in a file, so that it can be
    tried at once: kill it in its middle (Ctrl+C, kill -9, the power), and run it again. Each mailbox is there once in the end.

    What it needs to go on lies in one folder: the mailboxes, the journal and the sandbox' data. Delete the folder to begin anew.
.EXAMPLE
    ./samples/import-mailboxes.ps1
.EXAMPLE
    Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)
    ./samples/import-mailboxes.ps1 -Csv ./my-mailboxes.csv -Folder ./my-import
#>
[CmdletBinding()]
param(
    # The mailboxes: Email, Password or PasswordHash, Quota, Name. Their domains have to be on the panel. Left out, they are made up.
    [string] $Csv,

    # How many are made up.
    [ValidateRange(1, 1000000)]
    [int] $Rows = 5000,

    # Where everything lies that the next run goes on with.
    [string] $Folder = (Join-Path $PSScriptRoot 'import'),

    # How many requests are under way at once; Auto finds the best.
    $ThrottleLimit = 8,

    # The port of the sandbox. A journal belongs to the address of its panel, so it is the same one in each run.
    [int] $Port = 48443
)

$Folder = (New-Item $Folder -ItemType Directory -Force).FullName
$journal = Join-Path $Folder 'mailboxes.jsonl'

$own = $null
for ($try = 1; -not $own -and -not (Get-NpPanel); $try++) {
    try { $own = Start-NpSandbox import -Port $Port -Data (Join-Path $Folder 'sandbox.db') }
    catch {
        # The sandbox of a run that was killed gives up its port a moment after it.
        if ($try -eq 5) { throw }
        Start-Sleep -Seconds 1
    }
}

try {
    if ($own) {
        $null = Connect-NpPanel $own.Uri -Credential $own.Credential -CertificatePin $own.CertificatePin -Name import
        Write-Host "No panel is connected; working on a sandbox at $($own.Uri)"
    }

    if (-not $Csv) {
        $Csv = Join-Path $Folder 'mailboxes.csv'
        if (-not (Test-Path $Csv)) {
            # A password for each, in plain text, as such files come. With a column PasswordHash in its place none would be hashed here.
            $made = 0..($Rows - 1) | ForEach-Object {
                $secret = [System.Security.Cryptography.RandomNumberGenerator]::GetHexString(16)
                "user$_@import$($_ % 20).example,Np-$secret!,1GB,User $_"
            }
            # Under its name once it is whole, so that a run that is killed here leaves no half of it.
            Set-Content "$Csv.new" (@('Email,Password,Quota,Name') + $made)
            Move-Item "$Csv.new" $Csv -Force
        }

        0..19 | ForEach-Object { [pscustomobject]@{ Domain = "import$_.example" } } | New-NpMailDomain -SkipExisting -ErrorAction Stop | Out-Null
    }

    $mailboxes = @(Import-Csv $Csv)
    $step = [math]::Max(1, [int]($mailboxes.Count / 10))
    $count = 0
    $mailboxes |
        New-NpMailbox -Journal $journal -TotalCount $mailboxes.Count -ThrottleLimit $ThrottleLimit -InformationAction Continue |
        ForEach-Object { if (++$count % $step -eq 0) { "$count of $($mailboxes.Count)" } }

    $result = Get-NpJournal $journal
    if ($result.IsComplete) { 'Every mailbox is there. Run it again: nothing will be sent.' }
    else {
        'These are not done yet. What failed comes as objects from Get-NpJournal -Failed, to be mended and piped back; then run it again.'
        $result | Format-List
    }
}
finally {
    if ($own) {
        Disconnect-NpPanel import
        $own | Stop-NpSandbox
    }
}

exit [int]-not $result.IsComplete
