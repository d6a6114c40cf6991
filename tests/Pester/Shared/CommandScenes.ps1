# Emits a scene for each cmdlet that calls the panel: its name, what an administrator prepares, and how it is run. The seed is that of SeedWithTemplates.ps1.
# tools/Permissions records from them which functions a cmdlet calls; Permissions.Tests.ps1 runs them with no more permissions than these need.

foreach ($row in Get-ChildItem (Join-Path $PSScriptRoot Nouns) -Filter *.ps1 | Sort-Object Name | ForEach-Object { & $_.FullName }) {
    $noun, $new, $key, $wild, $change, $setup = $row.Noun, $row.New, $row.Key, $row.Wild, $row.Change, $row.Setup
    $make = { if ($setup) { . $setup }; $null = & "New-$noun" @new }.GetNewClosure()
    @{ Command = "New-$noun"; Setup = $(if ($setup) { $setup } else { {} }); Run = { & "New-$noun" @new }.GetNewClosure() }
    @{ Command = "Get-$noun"; Setup = $make; Run = { & "Get-$noun" $key; & "Get-$noun" $wild }.GetNewClosure() }
    @{ Command = "Set-$noun"; Setup = $make; Run = { & "Set-$noun" $key @change }.GetNewClosure() }
    @{ Command = "Remove-$noun"; Setup = $make; Run = { & "Remove-$noun" $key -Confirm:$false }.GetNewClosure() }
}

$zone = { $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme }
$record = { $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme; $null = New-NpDnsRecord -Zone example.com -Name www -Type A -Value 192.0.2.1 }
$mail = { $null = New-NpMailDomain example.com -Client acme }
$box = { $null = New-NpMailDomain example.com -Client acme; $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!' }
$site = { $null = New-NpWebsite shop.example -Client acme }
$dkim = { $null = New-NpMailDomain example.com -Client acme; $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme; $null = Set-NpDkim example.com }
$template = { $null = New-NpClientTemplateAssignment acme 'More mail' }
$none = {}
$zoneFile = Join-Path ([IO.Path]::GetTempPath()) "nodepoint-scene-$PID.zone"
'$ORIGIN example.com.', '$TTL 3600', '@ SOA ns1.nodepoint.eu. hostmaster 1 3600 540 604800 3600', '@ NS ns1.nodepoint.eu.', 'www A 192.0.2.2', 'mail A 192.0.2.3' | Set-Content $zoneFile

@{ Command = 'Get-NpServer'; Setup = $none; Run = { Get-NpServer } }
@{ Command = 'Get-NpServerConfig'; Setup = $none; Run = { Get-NpServerConfig 1 } }
@{ Command = 'Set-NpServerConfig'; Setup = $none; Run = { Set-NpServerConfig 1 -Section mail -Name mailbox_quota_stats -Value n -Confirm:$false } }
@{ Command = 'Get-NpSystemConfig'; Setup = $none; Run = { Get-NpSystemConfig misc } }
@{ Command = 'Set-NpSystemConfig'; Setup = $none; Run = { Set-NpSystemConfig misc -Name min_password_length -Value 9 -Confirm:$false } }
@{ Command = 'Get-NpConfigValue'; Setup = { Set-NpConfigValue group name text }; Run = { Get-NpConfigValue group name } }
@{ Command = 'Set-NpConfigValue'; Setup = $none; Run = { Set-NpConfigValue group name text } }
@{ Command = 'Remove-NpConfigValue'; Setup = { Set-NpConfigValue group name text }; Run = { Remove-NpConfigValue group name -Confirm:$false } }
@{ Command = 'Get-NpPhpVersion'; Setup = $none; Run = { Get-NpPhpVersion } }
@{ Command = 'Get-NpJobQueue'; Setup = $none; Run = { Get-NpJobQueue } }
@{ Command = 'Wait-NpJobQueue'; Setup = $none; Run = { Wait-NpJobQueue -TimeoutSec 0 -ErrorAction SilentlyContinue -WarningAction SilentlyContinue } }
@{ Command = 'Get-NpDataLog'; Setup = $none; Run = { Get-NpDataLog -Id 1 } }
@{ Command = 'Set-NpRecordPermission'; Setup = $zone; Run = { Set-NpRecordPermission -Table dns_soa -IdColumn id -Id 1 -Client acme -UserPermission riud -Confirm:$false } }
@{ Command = 'Get-NpClientTemplate'; Setup = $none; Run = { Get-NpClientTemplate } }
@{ Command = 'Get-NpClientTemplateAssignment'; Setup = $template; Run = { Get-NpClientTemplateAssignment acme } }
@{ Command = 'New-NpClientTemplateAssignment'; Setup = $none; Run = { New-NpClientTemplateAssignment acme 'More mail' } }
@{ Command = 'Remove-NpClientTemplateAssignment'; Setup = $template; Run = { Remove-NpClientTemplateAssignment acme 'More mail' -Confirm:$false } }
@{ Command = 'Get-NpClientUsage'; Setup = $box; Run = { Get-NpClientUsage acme } }
@{ Command = 'Set-NpClientPassword'; Setup = $none; Run = { Set-NpClientPassword acme -Password 'Cl-Pw-456!' -Confirm:$false } }
@{ Command = 'Test-NpClientLogin'; Setup = $none; Run = { Test-NpClientLogin acme -Password 'wrong' } }
@{ Command = 'Enable-NpDnsZone'; Setup = { $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme -Active $false }; Run = { Enable-NpDnsZone example.com } }
@{ Command = 'Disable-NpDnsZone'; Setup = $zone; Run = { Disable-NpDnsZone example.com -Confirm:$false } }
@{ Command = 'Get-NpDnsTemplate'; Setup = $none; Run = { Get-NpDnsTemplate } }
@{ Command = 'Set-NpDnssec'; Setup = $zone; Run = { Set-NpDnssec example.com -Enabled $true -Confirm:$false } }
@{ Command = 'Export-NpDnsZone'; Setup = $record; Run = { Export-NpDnsZone example.com; Export-NpDnsZone } }
@{ Command = 'Compare-NpDnsZone'; Setup = $record; Run = { Compare-NpDnsZone $zoneFile }.GetNewClosure() }
@{ Command = 'Sync-NpDnsZone'; Setup = $record; Run = { Sync-NpDnsZone $zoneFile -Prune -Force -Confirm:$false }.GetNewClosure() }
@{ Command = 'Sync-NpDnsZone'; Setup = $none; Run = { Sync-NpDnsZone $zoneFile -Create -Confirm:$false }.GetNewClosure() }
@{ Command = 'Sync-NpDnsZone'; Setup = { $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme; $null = New-NpDnsRecord -Zone example.com -Name old -Type A -Value 192.0.2.1 }; Run = { Sync-NpDnsZone $zoneFile -Prune -Force -Confirm:$false }.GetNewClosure() }
@{ Command = 'Import-NpDnsZone'; Setup = $none; Run = { Import-NpDnsZone $zoneFile -Client acme -Confirm:$false }.GetNewClosure() }
# A state of the panel, and a change since. Of other objects, the functions are in commands.json.
$stateFolder = Join-Path ([IO.Path]::GetTempPath()) "nodepoint-scene-state-$PID"
$state = {
    . $box
    Remove-Item $stateFolder -Recurse -Force -ErrorAction Ignore
    $null = Export-NpState $stateFolder -IncludeSecrets -WarningAction SilentlyContinue
    Set-NpMailbox info@example.com -Quota 5GB
}.GetNewClosure()
@{ Command = 'Export-NpState'; Setup = $record; Run = { Remove-Item "$stateFolder-export" -Recurse -Force -ErrorAction Ignore; Export-NpState "$stateFolder-export" }.GetNewClosure() }
@{ Command = 'Compare-NpState'; Setup = $state; Run = { Compare-NpState $stateFolder }.GetNewClosure() }
@{ Command = 'Import-NpState'; Setup = $state; Run = { Import-NpState $stateFolder -Confirm:$false }.GetNewClosure() }
# A client of another panel, whose sandbox the scenes of a process share.
$copied = {
    $source = @(Get-NpSandbox scene-from | Where-Object IsRunning)[0]
    if (-not $source) { $source = Start-NpSandbox scene-from }
    $null = Connect-NpPanel $source.Uri -Credential $source.Credential -CertificatePin $source.CertificatePin -Name scene-from -KeepDefault
    if (Get-NpClient newco -Panel scene-from -ErrorAction Ignore) { return }
    $null = New-NpClient newco 'New Co' new@newco.test -Password 'Cl-Pw-123!' -Panel scene-from
    $null = New-NpDnsZone newco.example ns1.nodepoint.eu -Client newco -Panel scene-from
    $null = New-NpDnsRecord newco.example www A 192.0.2.1 -Panel scene-from
    $null = New-NpMailDomain newco.example -Client newco -Panel scene-from
    $null = New-NpMailbox info@newco.example -Password 'Mb-Pw-123!' -Panel scene-from
}
@{ Command = 'Copy-NpClient'; Setup = $copied; Run = { Copy-NpClient newco -From scene-from -To (Get-NpPanel | Where-Object IsDefault).Name -Confirm:$false } }
$changed = { . $box; Set-NpMailbox info@example.com -Quota 5GB }.GetNewClosure()
@{ Command = 'Get-NpChange'; Setup = $changed; Run = { Get-NpChange } }
# Undo-NpChange can also add, change, and remove objects of all other nouns, whose functions are in commands.json.
@{ Command = 'Undo-NpChange'; Setup = $changed; Run = { Get-NpChange -Key info@example.com | Where-Object Action -EQ Changed | Undo-NpChange -Confirm:$false } }
@{ Command = 'Update-NpDnsSerial'; Setup = $zone; Run = { Update-NpDnsSerial example.com } }
# Nobody listens there, so the cmdlets read from the panel and then report that the server does not answer.
@{ Command = 'Test-NpDnsZone'; Setup = $zone; Run = { Test-NpDnsZone example.com -Server 127.0.0.1:9 -TimeoutSec 1; Test-NpDnsZone *.com -Server 127.0.0.1:9 -TimeoutSec 1 } }
@{ Command = 'Wait-NpDnsZone'; Setup = $zone; Run = { Wait-NpDnsZone example.com -Resolver 127.0.0.1:9 -TimeoutSec 0 -ErrorAction SilentlyContinue; Wait-NpDnsZone *.com -Server 127.0.0.1:9 -TimeoutSec 0 -ErrorAction SilentlyContinue } }
@{ Command = 'Test-NpMailDomain'; Setup = $dkim; Run = { Test-NpMailDomain example.com -Server 127.0.0.1:9; Test-NpMailDomain *.com -Server 127.0.0.1:9 } }
# The key is the only thing that can be corrected without an answer of a name server. -Fix can also add and change MX, TXT, A, AAAA, and PTR
# records, which commands.json lists for it.
@{ Command = 'Test-NpMailDomain'; Setup = { $null = New-NpMailDomain example.com -Client acme; $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme }; Run = { $null = Test-NpMailDomain example.com -Server 127.0.0.1:9 -Fix -TimeoutSec 0 3>$null } }
# With a profile in a configuration folder of its own, and a name server that does not answer.
$platform = {
    . $zone
    $env:NODEPOINT_SCENE_CONFIG, $env:XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME, (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-scene-$PID")
    $uri = (Get-NpPanel spec).Uri.GetLeftPart('Authority')
    Register-NpPanel spec $uri -CertificatePin (Get-NpPanel spec).CertificatePin
    Set-NpPlatform spec -Service @{ Name = 'ns1'; HostName = 'ns1.example.com'; Addresses = '127.0.0.1'; Ports = @{ dns = 9 } } -Resolver 127.0.0.1:9
}.GetNewClosure()
@{ Command = 'Test-NpPlatform'; Setup = $platform; Run = { try { Test-NpPlatform -TimeoutSec 1 } finally { $env:XDG_CONFIG_HOME = $env:NODEPOINT_SCENE_CONFIG } } }
# Without a name server, mail domains are not tested; commands.json also lists dns_rr_get_all_by_zone for them.
@{ Command = 'Export-NpReport'; Setup = $platform; Run = {
    $reports = (New-Item (Join-Path ([IO.Path]::GetTempPath()) "nodepoint-scene-$PID-reports") -ItemType Directory -Force).FullName
    try { Export-NpReport (Join-Path $reports report.html) -TimeoutSec 1 } finally { $env:XDG_CONFIG_HOME = $env:NODEPOINT_SCENE_CONFIG }
} }
@{ Command = 'Get-NpDnsRecord'; Setup = $record; Run = { Get-NpDnsRecord -Zone example.com } }
@{ Command = 'New-NpDnsRecord'; Setup = $zone; Run = { New-NpDnsRecord -Zone example.com -Name www -Type A -Value 192.0.2.1 } }
@{ Command = 'Set-NpDnsRecord'; Setup = $record; Run = { Set-NpDnsRecord -Id (Get-NpDnsRecord -Zone example.com -Name www -Panel spec).Id -Value 192.0.2.2 } }
@{ Command = 'Remove-NpDnsRecord'; Setup = $record; Run = { Remove-NpDnsRecord -Id (Get-NpDnsRecord -Zone example.com -Name www -Panel spec).Id -Confirm:$false } }
@{ Command = 'Enable-NpMailDomain'; Setup = { $null = New-NpMailDomain example.com -Client acme -Active $false }; Run = { Enable-NpMailDomain example.com } }
@{ Command = 'Disable-NpMailDomain'; Setup = $mail; Run = { Disable-NpMailDomain example.com -Confirm:$false } }
@{ Command = 'Get-NpMailboxUsage'; Setup = $box; Run = { Get-NpMailboxUsage } }
@{ Command = 'Get-NpMailboxBackup'; Setup = $box; Run = { Get-NpMailboxBackup info@example.com -Wait -TimeoutSec 0 -WarningAction SilentlyContinue } }
@{ Command = 'Get-NpDkim'; Setup = $dkim; Run = { Get-NpDkim example.com } }
# With a record that an earlier rotation has left, and a name server that does not answer.
$rotation = { $null = New-NpMailDomain example.com -Client acme; $null = New-NpDnsZone example.com -Ns ns1.nodepoint.eu -Client acme; Set-NpDkim example.com -Selector a1; $null = New-NpDnsRecord example.com b1._domainkey TXT 'v=DKIM1; n=Nodepoint: old key, remove after 2020-01-01T00:00:00Z unless in use; p=' -WarningAction SilentlyContinue }
@{ Command = 'Set-NpDkim'; Setup = $rotation; Run = { Set-NpDkim example.com -Selector a2; Set-NpDkim example.com -Rotate -Selector a3 -Server 127.0.0.1:9 -TimeoutSec 0 -ErrorAction SilentlyContinue } }
@{ Command = 'Set-NpMailClientRecord'; Setup = $rotation; Run = { Set-NpMailClientRecord example.com -MailHost mail.nodepoint.eu; Set-NpMailClientRecord example.com -MailHost mx.nodepoint.eu } }
# A name server that does not answer, and a value that is there already.
@{ Command = 'Set-NpAcmeChallenge'; Setup = $zone; Run = { Set-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -Server 127.0.0.1:9 -TimeoutSec 0 -ErrorAction SilentlyContinue; Set-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -NoWait } }
@{ Command = 'Remove-NpAcmeChallenge'; Setup = { . $zone; Set-NpAcmeChallenge example.com LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0 -NoWait }.GetNewClosure(); Run = { Remove-NpAcmeChallenge example.com -Confirm:$false } }
$hosted = { $null = New-NpHostedDomain shop.example newco -Mailbox info -Website -FtpUser -Dkim -Spf -Dmarc -NameServer ns1.nodepoint.eu -Address 192.0.2.1 -MailExchanger mail.nodepoint.eu -WarningAction SilentlyContinue }
@{ Command = 'New-NpHostedDomain'; Setup = $none; Run = { New-NpHostedDomain shop.example newco -Mailbox info -Website -FtpUser -Dkim -Spf -Dmarc -NameServer ns1.nodepoint.eu -Address 192.0.2.1 -MailExchanger mail.nodepoint.eu -WarningAction SilentlyContinue } }
# The same domain again, whose records are then read, and a second domain of the client, with a limit that is counted.
@{ Command = 'New-NpHostedDomain'; Setup = { . $hosted; Set-NpClient newco -MailboxLimit 5 }.GetNewClosure(); Run = { . $hosted; New-NpHostedDomain other.example newco -Mailbox info -NameServer ns1.nodepoint.eu -Address 2001:db8::1 -MailExchanger mail.nodepoint.eu -WarningAction SilentlyContinue }.GetNewClosure() }
@{ Command = 'Get-NpHostedDomain'; Setup = $hosted; Run = { Get-NpHostedDomain shop.example; Get-NpHostedDomain *.example } }
@{ Command = 'Remove-NpHostedDomain'; Setup = $hosted; Run = { Remove-NpHostedDomain shop.example -IncludeClient -Confirm:$false } }
@{ Command = 'New-NpSiteAddress'; Setup = $zone; Run = { New-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1, 2001:db8::1 } }
@{ Command = 'Remove-NpSiteAddress'; Setup = { . $zone; $null = New-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1, 2001:db8::1 }.GetNewClosure(); Run = { Remove-NpSiteAddress shop1 -Zone example.com -Address 192.0.2.1, 2001:db8::1 -Confirm:$false } }
@{ Command = 'Remove-NpDkim'; Setup = $dkim; Run = { Remove-NpDkim example.com -Confirm:$false } }
# With a second record, which -Record removes.
$policies = { . $zone; foreach ($one in @('@', 'v=spf1 a -all'), @('@', 'v=spf1 mx -all'), @('_dmarc', 'v=DMARC1; p=none')) { $null = New-NpDnsRecord example.com $one[0] TXT $one[1] -Force } }.GetNewClosure()
@{ Command = 'Get-NpSpf'; Setup = $policies; Run = { Get-NpSpf example.com; Get-NpSpf www.example.com } }
@{ Command = 'Set-NpSpf'; Setup = $policies; Run = { Set-NpSpf example.com -Record 'v=spf1 mx ~all'; Set-NpSpf www.example.com -Add a } }
@{ Command = 'Remove-NpSpf'; Setup = $policies; Run = { Remove-NpSpf example.com -Confirm:$false } }
@{ Command = 'Get-NpDmarc'; Setup = $policies; Run = { Get-NpDmarc example.com; Get-NpDmarc www.example.com } }
@{ Command = 'Set-NpDmarc'; Setup = $policies; Run = { Set-NpDmarc example.com -Policy Reject; Set-NpDmarc www.example.com -Policy None } }
@{ Command = 'Remove-NpDmarc'; Setup = $policies; Run = { Remove-NpDmarc example.com -Confirm:$false } }
@{ Command = 'Restore-NpMailboxBackup'; Setup = $box; Run = { Restore-NpMailboxBackup 1 -Wait -TimeoutSec 0 -Confirm:$false }; MayFail = $true }
@{ Command = 'Remove-NpMailboxBackup'; Setup = $box; Run = { Remove-NpMailboxBackup 1 -Wait -TimeoutSec 0 -Confirm:$false }; MayFail = $true }
@{ Command = 'Enable-NpWebsite'; Setup = { $null = New-NpWebsite shop.example -Client acme -Active $false }; Run = { Enable-NpWebsite shop.example } }
@{ Command = 'Disable-NpWebsite'; Setup = $site; Run = { Disable-NpWebsite shop.example -Confirm:$false } }
@{ Command = 'Get-NpWebsiteCertificate'; Setup = $site; Run = { Get-NpWebsiteCertificate shop.example } }
@{ Command = 'Set-NpWebsiteCertificate'; Setup = $site; Run = { Set-NpWebsiteCertificate shop.example -LetsEncrypt $true -Confirm:$false -WarningAction SilentlyContinue } }
@{ Command = 'Get-NpWebsiteUsage'; Setup = $site; Run = { Get-NpWebsiteUsage } }
@{ Command = 'Get-NpDatabaseUsage'; Setup = $site; Run = { Get-NpDatabaseUsage } }
@{ Command = 'Get-NpWebsiteTraffic'; Setup = $site; Run = { Get-NpWebsiteTraffic } }
@{ Command = 'Get-NpFtpTraffic'; Setup = $site; Run = { Get-NpFtpTraffic -WarningAction SilentlyContinue } }
@{ Command = 'Get-NpWebsiteBackup'; Setup = $site; Run = { Get-NpWebsiteBackup -Wait -TimeoutSec 0 -WarningAction SilentlyContinue } }
@{ Command = 'Restore-NpWebsiteBackup'; Setup = $site; Run = { Restore-NpWebsiteBackup 1 -Wait -TimeoutSec 0 -Confirm:$false -WarningAction SilentlyContinue } }
@{ Command = 'Remove-NpWebsiteBackup'; Setup = $site; Run = { Remove-NpWebsiteBackup 1 -Wait -TimeoutSec 0 -Confirm:$false -WarningAction SilentlyContinue } }
@{ Command = 'Export-NpWebsiteBackup'; Setup = $site; Run = { Export-NpWebsiteBackup 1 -Wait -TimeoutSec 0 -Confirm:$false -WarningAction SilentlyContinue } }

# The functions of each type of record have a permission of their own.
$values = [ordered]@{
    A = '192.0.2.1'; AAAA = '2001:db8::1'; ALIAS = 'other.example.net.'; CAA = '0 issue "letsencrypt.org"'; CNAME = 'other.example.net.'; DNAME = 'other.example.net.'
    DS = '12345 13 2 ' + '0' * 64; HINFO = '"PC" "Linux"'; LOC = '52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m'; MX = '10 mail.example.net.'
    NAPTR = '100 10 "S" "SIP+D2U" "" _sip._udp.example.net.'; NS = 'ns3.example.net.'; PTR = 'host.example.net.'; RP = 'admin.example.net. txt.example.net.'
    SRV = '10 5 5060 sip.example.net.'; SSHFP = '4 2 ' + 'a' * 64; TLSA = '3 1 1 ' + 'a' * 64; TXT = 'text'
}
foreach ($type in $values.Keys) {
    $value = $values[$type]
    $name = @{ SRV = '_sip._udp'; TLSA = '_443._tcp.www' }[$type] ?? 'some'
    $make = { . $zone; $null = New-NpDnsRecord -Zone example.com -Name $name -Type $type -Value $value -Force }.GetNewClosure()
    @{ Command = 'New-NpDnsRecord'; Setup = $zone; Run = { New-NpDnsRecord -Zone example.com -Name $name -Type $type -Value $value -Force }.GetNewClosure() }
    @{ Command = 'Set-NpDnsRecord'; Setup = $make; Run = { Set-NpDnsRecord -Id (Get-NpDnsRecord -Zone example.com -Name $name -Type $type -Panel spec).Id -Ttl 7200 }.GetNewClosure() }
    @{ Command = 'Remove-NpDnsRecord'; Setup = $make; Run = { Remove-NpDnsRecord -Id (Get-NpDnsRecord -Zone example.com -Name $name -Type $type -Panel spec).Id -Confirm:$false }.GetNewClosure() }
}

# Rules that allow and rules that refuse have functions, and permissions, of their own.
foreach ($action in 'Allow', 'Reject') {
    $make = { $null = New-NpMailAccessRule some@example.org -Action $action -Type Sender -Client acme }.GetNewClosure()
    @{ Command = 'New-NpMailAccessRule'; Setup = $none; Run = { New-NpMailAccessRule some@example.org -Action $action -Type Sender -Client acme }.GetNewClosure() }
    @{ Command = 'Set-NpMailAccessRule'; Setup = $make; Run = { Set-NpMailAccessRule some@example.org -Active $false } }
    @{ Command = 'Remove-NpMailAccessRule'; Setup = $make; Run = { Remove-NpMailAccessRule some@example.org -Confirm:$false } }
    $rule = { . $box; $null = New-NpSpamUser info@example.com -Policy Normal; $null = New-NpSpamRule some@example.org -Action $action -SpamUser info@example.com }.GetNewClosure()
    @{ Command = 'New-NpSpamRule'; Setup = { . $box; $null = New-NpSpamUser info@example.com -Policy Normal }.GetNewClosure(); Run = { New-NpSpamRule some@example.org -Action $action -SpamUser info@example.com }.GetNewClosure() }
    @{ Command = 'Set-NpSpamRule'; Setup = $rule; Run = { Set-NpSpamRule some@example.org -Priority 9 } }
    @{ Command = 'Remove-NpSpamRule'; Setup = $rule; Run = { Remove-NpSpamRule some@example.org -Confirm:$false } }
}
