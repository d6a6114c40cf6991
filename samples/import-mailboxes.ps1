<#
.SYNOPSIS
    Imports 5,000 mailboxes from a CSV file with a journal, so that it can be interrupted at any moment and resumed.
.DESCRIPTION
    Uses the connected panel. If no panel is connected, it starts a sandbox that keeps its data in a file, so that you can try it
    at once: interrupt it (Ctrl+C, kill -9) and run it again. In the end, each mailbox exists exactly once.

    One folder contains everything that a resumed run needs: the CSV file, the journal and the sandbox's data. Delete the folder
    to start over.
.EXAMPLE
    ./samples/import-mailboxes.ps1
.EXAMPLE
    Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)
    ./samples/import-mailboxes.ps1 -Csv ./my-mailboxes.csv -Folder ./my-import
#>
[CmdletBinding()]
param(
    # A CSV file with the columns Email, Password or PasswordHash, Quota and Name. The mail domains must exist on the panel.
    # If no file is specified, one with made-up mailboxes is created.
    [string] $Csv,

    # The number of made-up mailboxes.
    [ValidateRange(1, 1000000)]
    [int] $Rows = 5000,

    # The folder for everything that a resumed run needs.
    [string] $Folder = (Join-Path $PSScriptRoot 'import'),

    # The number of requests in flight; Auto finds the best.
    $ThrottleLimit = 8,

    # The sandbox's port. A journal belongs to the address of its panel, so each run uses the same port.
    [int] $Port = 48443
)

$Folder = (New-Item $Folder -ItemType Directory -Force).FullName
$journal = Join-Path $Folder 'mailboxes.jsonl'

$own = $null
for ($try = 1; -not $own -and -not (Get-NpPanel); $try++) {
    try { $own = Start-NpSandbox import -Port $Port -Data (Join-Path $Folder 'sandbox.db') }
    catch {
        # The sandbox of a killed run releases its port a moment after that run.
        if ($try -eq 5) { throw }
        Start-Sleep -Seconds 1
    }
}

try {
    if ($own) {
        $null = Connect-NpPanel $own.Uri -Credential $own.Credential -CertificatePin $own.CertificatePin -Name import
        Write-Host "No panel is connected. Using a sandbox at $($own.Uri)"
    }

    if (-not $Csv) {
        $Csv = Join-Path $Folder 'mailboxes.csv'
        if (-not (Test-Path $Csv)) {
            # Plain-text passwords, as such files usually have. With a PasswordHash column instead, nothing has to be hashed here.
            $made = 0..($Rows - 1) | ForEach-Object {
                $secret = [System.Security.Cryptography.RandomNumberGenerator]::GetHexString(16)
                "user$_@import$($_ % 20).example,Np-$secret!,1GB,User $_"
            }
            # Renamed when it is complete, so that a run that is killed here leaves no incomplete file.
            Set-Content "$Csv.new" (@('Email,Password,Quota,Name') + $made)
            Move-Item "$Csv.new" $Csv -Force
        }

        0..19 | ForEach-Object { [pscustomobject]@{ Domain = "import$_.example" } } | New-NpMailDomain -SkipExisting -ErrorAction Stop | Out-Null
    }

    $mailboxes = @(Import-NpCsv $Csv -ErrorAction Stop)
    $step = [math]::Max(1, [int]($mailboxes.Count / 10))
    $count = 0
    $mailboxes |
        New-NpMailbox -Journal $journal -TotalCount $mailboxes.Count -ThrottleLimit $ThrottleLimit -InformationAction Continue |
        ForEach-Object { if (++$count % $step -eq 0) { "$count of $($mailboxes.Count)" } }

    $result = Get-NpJournal $journal
    if ($result.IsComplete) { 'All mailboxes exist. Run the script again: nothing will be sent.' }
    else {
        'Some rows are not done. Fix the rows from Get-NpJournal -Failed and pipe them back, or run the script again.'
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
