<#
.SYNOPSIS
    Creates what a list of customers needs: client, DNS zone, mail domain with DKIM, mailboxes and aliases.
.DESCRIPTION
    Uses the connected panel. If no panel is connected, it starts a sandbox that keeps its data in a file. You can run it again:
    existing records are skipped.
.EXAMPLE
    ./samples/onboard-customers.ps1
.EXAMPLE
    Connect-NpPanel https://panel.example.com:8080 -Credential (Get-Credential)
    ./samples/onboard-customers.ps1 -Csv ./my-customers.csv
#>
[CmdletBinding()]
param(
    # A CSV file with the columns Username, CompanyName, ContactName, City, Country, Email, Domain, Mailboxes (a;b) and Aliases (a=b;c=d).
    [string] $Csv = (Join-Path $PSScriptRoot 'customers.csv'),

    # The platform: name servers, the address of the reverse proxy, the mail server.
    [string[]] $NameServer = @('ns1.nodepoint.eu', 'ns2.nodepoint.eu'),
    [string] $ProxyAddress = '203.0.113.10',
    [string] $MailServer = 'mail.nodepoint.eu',
    [string] $HostMaster = 'hostmaster@nodepoint.eu',
    [string] $Selector = '2026a',

    # The file that keeps the data of the sandbox between runs.
    [string] $Data = (Join-Path $PSScriptRoot '../artifacts/onboard-customers.db'),

    # Start over with a new sandbox.
    [switch] $Reset
)

$own = $null
if (-not (Get-NpPanel)) {
    $null = New-Item (Split-Path $Data) -ItemType Directory -Force
    if ($Reset) { Remove-Item $Data, "$Data-wal", "$Data-shm" -ErrorAction Ignore }
    $own = Start-NpSandbox -Data $Data
    $null = Connect-NpPanel $own.Uri -Credential $own.Credential -CertificatePin $own.CertificatePin -Name sandbox
    Write-Host "No panel is connected. Using a sandbox at $($own.Uri)"
}

try {
    $before = @(Get-NpClient; Get-NpDnsZone; Get-NpDnsZone | Get-NpDnsRecord; Get-NpMailDomain; Get-NpMailbox; Get-NpMailAlias).Count

    # The header is line 1.
    $line = 1
    $seen = @{}
    $customers = foreach ($row in Import-NpCsv $Csv) {
        $line++
        $row | Add-Member -NotePropertyName Line -NotePropertyValue $line
        if ($seen.ContainsKey($row.Domain)) {
            Write-Error "$(Split-Path -Leaf $Csv), line ${line}: $($row.Domain) is already on line $($seen[$row.Domain]). This line was skipped."
            continue
        }
        $seen[$row.Domain] = $line
        $row
    }

    $customers | New-NpClient -SkipExisting -GeneratePassword -ErrorVariable refused -ErrorAction SilentlyContinue | Out-Null
    foreach ($problem in $refused) {
        $row = $customers | Where-Object Username -eq $problem.TargetObject.Username
        Write-Error "$(Split-Path -Leaf $Csv), line $($row.Line): $problem"
        $customers = $customers | Where-Object Username -ne $row.Username
    }

    $zones = $customers | ForEach-Object {
        [pscustomobject]@{ Origin = $_.Domain; Ns = $NameServer[0]; Mbox = $HostMaster; Client = $_.Username }
    } | New-NpDnsZone -SkipExisting

    $zones | ForEach-Object {
        foreach ($server in $NameServer) { [pscustomobject]@{ Zone = $_.Origin; Name = '@'; Type = 'NS'; Value = $server } }
        [pscustomobject]@{ Zone = $_.Origin; Name = '@'; Type = 'A'; Value = $ProxyAddress }
        [pscustomobject]@{ Zone = $_.Origin; Name = 'www'; Type = 'A'; Value = $ProxyAddress }
        [pscustomobject]@{ Zone = $_.Origin; Name = '@'; Type = 'MX'; Value = $MailServer }
        [pscustomobject]@{ Zone = $_.Origin; Name = '@'; Type = 'TXT'; Value = 'v=spf1 mx -all' }
    } | New-NpDnsRecord -SkipExisting | Out-Null

    $domains = $customers | ForEach-Object { [pscustomobject]@{ Domain = $_.Domain; Client = $_.Username } } | New-NpMailDomain -SkipExisting
    $dkim = $domains | Set-NpDkim -Selector $Selector -PassThru

    $customers | ForEach-Object {
        foreach ($name in $_.Mailboxes -split ';') { [pscustomobject]@{ Email = "$name@$($_.Domain)"; Name = $_.CompanyName; Quota = '2GB' } }
    } | New-NpMailbox -SkipExisting -GeneratePassword | Out-Null

    $customers | ForEach-Object {
        foreach ($pair in $_.Aliases -split ';') {
            $source, $target = $pair -split '='
            [pscustomobject]@{ Source = "$source@$($_.Domain)"; Destination = "$target@$($_.Domain)" }
        }
    } | New-NpMailAlias -SkipExisting | Out-Null

    'Clients';      Get-NpClient | Where-Object Username -in $customers.Username | Format-Table
    'Zones';        $zones | Format-Table
    'Records of the first zone'; $zones[0] | Get-NpDnsRecord | Format-Table
    'Mail domains and DKIM'; $dkim | Format-Table
    'Mailboxes';    $domains | Get-NpMailbox | Format-Table
    'Aliases';      $domains | Get-NpMailAlias | Format-Table

    $made = @(Get-NpClient; Get-NpDnsZone; Get-NpDnsZone | Get-NpDnsRecord; Get-NpMailDomain; Get-NpMailbox; Get-NpMailAlias).Count - $before
    if ($made -eq 0) { 'Everything exists already. Nothing was changed.' } else { "$made objects were created. Run it again: nothing will change." }
}
finally {
    if ($own) {
        Disconnect-NpPanel sandbox
        $own | Stop-NpSandbox
    }
}
