# Emits a scene for each cmdlet with -Journal: what an administrator prepares, the objects that the cmdlet gets, and the line that is run and resumed.
# Run gets the objects, and the parameters that every run has. State says in a text what the panel shows of the work.
# Shows is $false where the panel does not show whether the work was done; Repeats is $false where it is therefore not done again.
# The seed is that of SeedWithTemplates.ps1, with a mailbox's backup.

$none = {}
foreach ($row in Get-ChildItem (Join-Path $PSScriptRoot Nouns) -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }) {
    $noun, $new, $wild, $change, $setup = $row.Noun, $row.New, $row.Wild, $row.Change, $row.Setup
    $make = { if ($setup) { . $setup }; $null = & "New-$noun" @new }.GetNewClosure()
    $get = { & "Get-$noun" $wild -ErrorAction SilentlyContinue }.GetNewClosure()
    $state = { & "Get-$noun" $wild -ErrorAction SilentlyContinue | Select-Object * -ExcludeProperty AdditionalFields, Serial | ConvertTo-Json -Depth 3 }.GetNewClosure()
    @{ Command = "New-$noun"; Setup = $(if ($setup) { $setup } else { $none }); Get = $none; State = $state; Run = { param($objects, $with) & "New-$noun" @new @with }.GetNewClosure() }
    @{ Command = "Set-$noun"; Setup = $make; Get = $get; State = $state; Run = { param($objects, $with) $objects | & "Set-$noun" @change @with }.GetNewClosure() }
    @{ Command = "Remove-$noun"; Setup = $make; Get = $get; State = $state; Run = { param($objects, $with) $objects | & "Remove-$noun" @with }.GetNewClosure() }
}

foreach ($status in @(
    @{ Noun = 'NpDnsZone'; Make = { param($active) $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme -Active $active } }
    @{ Noun = 'NpMailDomain'; Make = { param($active) $null = New-NpMailDomain example.com -Client acme -Active $active } }
    @{ Noun = 'NpWebsite'; Make = { param($active) $null = New-NpWebsite example.com -Client acme -Active $active } }
)) {
    $noun, $make = $status.Noun, $status.Make
    foreach ($verb in 'Enable', 'Disable') {
        $active = $verb -eq 'Disable'
        @{
            Command = "$verb-$noun"; Setup = { & $make $active }.GetNewClosure(); Get = { & "Get-$noun" 'example*' | Where-Object Active -eq $active }.GetNewClosure()
            State = { (& "Get-$noun" 'example*').Active }.GetNewClosure(); Run = { param($objects, $with) $objects | & "$verb-$noun" @with }.GetNewClosure()
        }
    }
}

$zone = { $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme }
$record = { . $zone; $null = New-NpDnsRecord example.com www A 192.0.2.1 }.GetNewClosure()
$mail = { $null = New-NpMailDomain example.com -Client acme; $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme }
$records = { Get-NpDnsRecord example.com | ForEach-Object { "$($_.Name) $($_.Type) $($_.Value) $($_.Ttl)" } }
$dkim = { Get-NpDkim example.com | Select-Object * -ExcludeProperty AdditionalFields | ConvertTo-Json -Depth 3; & $records }.GetNewClosure()

@{ Command = 'New-NpDnsRecord'; Setup = $zone; Get = $none; State = $records; Run = { param($objects, $with) New-NpDnsRecord example.com www A 192.0.2.1 @with } }
@{ Command = 'Set-NpDnsRecord'; Setup = $record; Get = { Get-NpDnsRecord example.com -Type A | Where-Object Ttl -ne 600 }; State = $records; Run = { param($objects, $with) $objects | Set-NpDnsRecord -Ttl 600 @with } }
@{ Command = 'Remove-NpDnsRecord'; Setup = $record; Get = { Get-NpDnsRecord example.com -Type A }; State = $records; Run = { param($objects, $with) $objects | Remove-NpDnsRecord @with } }
$file = { Set-Content TestDrive:/example.com.zone '$ORIGIN example.com.', '$TTL 3600', '@ SOA ns1.nodepoint.eu. hostmaster.nodepoint.eu. 2026010101 7200 540 604800 3600', '@ NS ns1.nodepoint.eu.', 'www A 192.0.2.2' }
$synced = { . $record; . $file }.GetNewClosure()
@{ Command = 'Import-NpDnsZone'; Setup = $file; Get = $none; State = { Get-NpDnsZone example.com -ErrorAction SilentlyContinue | Get-NpDnsRecord | ForEach-Object { "$($_.Name) $($_.Type) $($_.Value)" } }; Run = { param($objects, $with) Import-NpDnsZone TestDrive:/example.com.zone @with } }
$kept = { . $record; $null = Export-NpState TestDrive:/state; Get-NpDnsRecord example.com www | Set-NpDnsRecord -Ttl 600 }.GetNewClosure()
@{ Command = 'Import-NpState'; Setup = $kept; Get = $none; State = $records; Run = { param($objects, $with) Import-NpState TestDrive:/state @with } }
$copied = (& (Join-Path $PSScriptRoot 'CommandScenes.ps1') | Where-Object Command -EQ 'Copy-NpClient').Setup
$whole = { Get-NpClient newco -ErrorAction Ignore | ForEach-Object { $_.Username; (Get-NpMailbox info@newco.example -ErrorAction Ignore).Email; Get-NpDnsRecord newco.example -ErrorAction Ignore | ForEach-Object { "$($_.Name) $($_.Type) $($_.Value)" } } }
@{ Command = 'Copy-NpClient'; Setup = $copied; Get = $none; State = $whole; Run = { param($objects, $with) Copy-NpClient newco -From scene-from -To spec @with } }
$undone = { . $record; Get-NpDnsRecord example.com www | Set-NpDnsRecord -Ttl 600 }.GetNewClosure()
# What was to be undone is in its input only.
@{ Command = 'Undo-NpChange'; Setup = $undone; Get = { Get-NpChange -Noun NpDnsRecord | Where-Object Action -EQ Changed }; State = $records; Shows = $false; Run = { param($objects, $with) $objects | Undo-NpChange @with } }
@{ Command = 'Sync-NpDnsZone'; Setup = $synced; Get = $none; State = $records; Run = { param($objects, $with) Sync-NpDnsZone TestDrive:/example.com.zone -Prune -MaxChange 100% @with } }
@{ Command = 'Set-NpAcmeChallenge'; Setup = $zone; Get = $none; State = $records; Run = { param($objects, $with) Set-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -NoWait @with } }
@{ Command = 'Remove-NpAcmeChallenge'; Setup = { . $zone; Set-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -NoWait }.GetNewClosure(); Get = $none; State = $records; Run = { param($objects, $with) Remove-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 @with } }
$whole = { Get-NpHostedDomain shop.example -ErrorAction SilentlyContinue | Select-Object * -ExcludeProperty Serial | ConvertTo-Json }
@{ Command = 'New-NpHostedDomain'; Setup = $none; Get = $none; State = $whole; Run = { param($objects, $with) New-NpHostedDomain shop.example newco -Mailbox info -Website -FtpUser -Spf -NameServer ns1.nodepoint.eu -Address 192.0.2.1 -MailExchanger mail.nodepoint.eu -WarningAction SilentlyContinue @with } }
@{ Command = 'Remove-NpHostedDomain'; Setup = { $null = New-NpHostedDomain shop.example acme -Mailbox info -Website -FtpUser -Spf -NameServer ns1.nodepoint.eu -Address 192.0.2.1 -MailExchanger mail.nodepoint.eu -WarningAction SilentlyContinue }; Get = { Get-NpHostedDomain shop.* }; State = $whole; Run = { param($objects, $with) $objects | Remove-NpHostedDomain @with } }
@{ Command = 'New-NpSiteAddress'; Setup = $zone; Get = $none; State = $records; Run = { param($objects, $with) New-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1 @with } }
@{ Command = 'Remove-NpSiteAddress'; Setup = { . $zone; $null = New-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1 }.GetNewClosure(); Get = $none; State = $records; Run = { param($objects, $with) Remove-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1 @with } }
@{ Command = 'Set-NpDnssec'; Setup = $zone; Get = { Get-NpDnsZone example.com | Where-Object { -not $_.DnssecWanted } }; State = { (Get-NpDnsZone example.com).DnssecWanted }; Run = { param($objects, $with) $objects | Set-NpDnssec @with } }
@{ Command = 'Set-NpDkim'; Setup = $mail; Get = { Get-NpMailDomain example.com | Where-Object { -not $_.Dkim } }; State = $dkim; IsRandom = $true; Run = { param($objects, $with) $objects | Set-NpDkim -Selector 2026a @with } }
@{ Command = 'Set-NpMailClientRecord'; Setup = $mail; Get = { Get-NpMailDomain example.com | Where-Object { -not (Get-NpDnsRecord example.com autoconfig CNAME -ErrorAction SilentlyContinue) } }; State = $records; Run = { param($objects, $with) $objects | Set-NpMailClientRecord -MailHost mail.nodepoint.eu @with } }
@{ Command = 'Remove-NpDkim'; Setup = { . $mail; Set-NpDkim example.com }.GetNewClosure(); Get = { Get-NpMailDomain example.com | Where-Object Dkim }; State = $dkim; IsRandom = $true; Run = { param($objects, $with) $objects | Remove-NpDkim @with } }
$spf = { . $zone; Set-NpSpf example.com -Add mx }.GetNewClosure()
$dmarc = { . $zone; Set-NpDmarc example.com -Policy None }.GetNewClosure()
@{ Command = 'Set-NpSpf'; Setup = $zone; Get = { Get-NpDnsZone example.com | Where-Object { -not (Get-NpDnsRecord example.com '@' TXT) } }; State = $records; Run = { param($objects, $with) $objects | Set-NpSpf -Add mx -All Fail @with } }
@{ Command = 'Remove-NpSpf'; Setup = $spf; Get = { Get-NpDnsZone example.com | Where-Object { Get-NpDnsRecord example.com '@' TXT } }; State = $records; Run = { param($objects, $with) $objects | Remove-NpSpf @with } }
@{ Command = 'Set-NpDmarc'; Setup = $zone; Get = { Get-NpDnsZone example.com | Where-Object { -not (Get-NpDnsRecord example.com _dmarc TXT) } }; State = $records; Run = { param($objects, $with) $objects | Set-NpDmarc -Policy Reject @with } }
@{ Command = 'Remove-NpDmarc'; Setup = $dmarc; Get = { Get-NpDnsZone example.com | Where-Object { Get-NpDnsRecord example.com _dmarc TXT } }; State = $records; Run = { param($objects, $with) $objects | Remove-NpDmarc @with } }
@{ Command = 'Set-NpWebsiteCertificate'; Setup = { $null = New-NpWebsite shop.example -Client acme }; Get = { Get-NpWebsite shop.example | Where-Object { -not $_.LetsEncrypt } }; State = { Get-NpWebsiteCertificate shop.example | ConvertTo-Json }; Run = { param($objects, $with) $objects | Set-NpWebsiteCertificate -LetsEncrypt $true @with } }

@{ Command = 'New-NpClientTemplateAssignment'; Setup = $none; Get = { Get-NpClient acme | Where-Object { -not (Get-NpClientTemplateAssignment $_) } }; State = { "$(Get-NpClientTemplateAssignment acme)" }; Run = { param($objects, $with) $objects | New-NpClientTemplateAssignment -Template 'More mail' @with } }
@{ Command = 'Remove-NpClientTemplateAssignment'; Setup = { $null = New-NpClientTemplateAssignment acme 'More mail' }; Get = { Get-NpClientTemplateAssignment acme }; State = { "$(Get-NpClientTemplateAssignment acme)" }; Run = { param($objects, $with) $objects | Remove-NpClientTemplateAssignment @with } }
@{ Command = 'Set-NpClientPassword'; Setup = $none; Get = { Get-NpClient acme }; State = { (Test-NpClientLogin acme -Password 'Cl-Pw-456!').IsValid }; Shows = $false; Run = { param($objects, $with) $objects | Set-NpClientPassword -Password 'Cl-Pw-456!' @with } }

@{ Command = 'Set-NpServerConfig'; Setup = $none; Get = { Get-NpServerConfig 1 dns bind_user | Where-Object Value -ne named }; State = { (Get-NpServerConfig 1 dns bind_user).Value }; Run = { param($objects, $with) $objects | Set-NpServerConfig -Value named @with } }
@{ Command = 'Set-NpSystemConfig'; Setup = $none; Get = { Get-NpSystemConfig mail webmail_url | Where-Object Value -ne /mail }; State = { (Get-NpSystemConfig mail webmail_url).Value }; Run = { param($objects, $with) $objects | Set-NpSystemConfig -Value /mail @with } }
@{ Command = 'Set-NpConfigValue'; Setup = { Set-NpConfigValue a/b c/d red }; Get = { Get-NpConfigValue a/b c/d | Where-Object Value -ne green }; State = { (Get-NpConfigValue a/b c/d).Value }; Run = { param($objects, $with) $objects | Set-NpConfigValue -Value green @with } }
@{ Command = 'Remove-NpConfigValue'; Setup = { Set-NpConfigValue a/b c/d red }; Get = { Get-NpConfigValue a/b c/d -ErrorAction SilentlyContinue }; State = { (Get-NpConfigValue a/b c/d -ErrorAction SilentlyContinue).Value }; Run = { param($objects, $with) $objects | Remove-NpConfigValue @with } }
@{ Command = 'Set-NpRecordPermission'; Setup = $mail; Get = { Get-NpMailDomain example.com }; State = { (Get-NpMailDomain example.com).OwnerGroupId }; Run = { param($objects, $with) $objects | Set-NpRecordPermission -Client small @with } }

$mailBackup = { Get-NpMailboxBackup }
$siteBackup = { Get-NpWebsiteBackup | Where-Object Id -eq 1 }
@{ Command = 'Restore-NpMailboxBackup'; Setup = $none; Get = $mailBackup; State = $none; Shows = $false; Repeats = $false; Run = { param($objects, $with) $objects | Restore-NpMailboxBackup @with } }
@{ Command = 'Remove-NpMailboxBackup'; Setup = $none; Get = $mailBackup; State = $none; Shows = $false; Run = { param($objects, $with) $objects | Remove-NpMailboxBackup @with } }
@{ Command = 'Restore-NpWebsiteBackup'; Setup = $none; Get = $siteBackup; State = $none; Shows = $false; Repeats = $false; Run = { param($objects, $with) $objects | Restore-NpWebsiteBackup @with } }
@{ Command = 'Remove-NpWebsiteBackup'; Setup = $none; Get = $siteBackup; State = $none; Shows = $false; Run = { param($objects, $with) $objects | Remove-NpWebsiteBackup @with } }
@{ Command = 'Export-NpWebsiteBackup'; Setup = $none; Get = $siteBackup; State = $none; Shows = $false; Run = { param($objects, $with) $objects | Export-NpWebsiteBackup @with } }
