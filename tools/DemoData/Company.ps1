# The small hosting company of Start-NpSandbox -Demo, as cmdlets make it. The panel is connected, and the clients acme and small
# of the sandbox's own seed are there. The examples of the help pages run on it, so names stay.

# acme: zones, mail and a shop.
$null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu -Client acme
$null = New-NpDnsRecord nodepoint.eu www A 203.0.113.11
$null = New-NpMailDomain nodepoint.eu -Client acme
$null = New-NpMailbox info@nodepoint.eu -Password 'Mb-Pw-123!' -Quota 1GB
$null = New-NpMailAlias contact@nodepoint.eu info@nodepoint.eu
$null = New-NpMailForward support@nodepoint.eu help@example.org
$null = New-NpMailDomain example.com -Client acme
$null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!' -Quota 1GB
$null = New-NpMailbox anna@example.com -Password 'Mb-Pw-123!'
$null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
$null = New-NpDnsRecord example.com www A 203.0.113.11
$null = New-NpMailbox bert@example.com -Password 'Mb-Pw-123!'
$null = New-NpMailDomain second.example -Client acme
$null = New-NpDnsZone second.example ns1.nodepoint.eu -Client acme
$null = New-NpMailCatchAll example.com info@example.com
$null = New-NpMailDomainAlias example.net example.com
$null = New-NpMailingList news example.com -Email info@example.com -Password 'Ml-Pw-123!'
$null = New-NpMailboxFilter lists '[list]' -Mailbox bert@example.com -Target Lists
$null = New-NpMailTransport partner.example smtp:mx.partner.example -Client acme
$null = New-NpMailRelayDomain relay.example -Client acme
$null = New-NpMailRelayRecipient user@relay.example
$null = New-NpMailAccessRule spammer@spam.example Reject -Type Sender
$null = New-NpMailContentFilter '/^Subject: casino/' Reject -Data 'No games here'
$null = New-NpMailFetch bert.old imap.provider.example -Mailbox bert@example.com -SourcePassword 'Src-Pw-123!'
$null = New-NpSpamPolicy Strict -RspamdKillLevel 8
$null = New-NpSpamUser bert@example.com -Policy Strict
$null = New-NpSpamRule friend@partner.example Allow -SpamUser bert@example.com
$null = New-NpWebsite shop.example -Client acme -DiskQuota 2GB
$null = New-NpWebSubdomain blog -Website shop.example
$null = New-NpWebAliasDomain laden.example -Website shop.example
$null = New-NpWebVhostSubdomain app -WebFolder app -Website shop.example
$null = New-NpWebVhostAliasDomain outlet.example -WebFolder outlet -Website shop.example
$null = New-NpFtpUser shop -Website shop.example -Password 'Ftp-Pw-123!'
$null = New-NpShellUser shop -Website shop.example -Password 'Sh-Pw-123!'
$null = New-NpWebDavUser shop -Website shop.example -Password 'Dav-Pw-123!' -Directory files
$null = New-NpWebFolder /private -Website shop.example | New-NpWebFolderUser -Username peter -Password 'Fo-Pw-123!'
$null = New-NpDatabaseUser shop -Client acme -Password 'Db-Pw-123!'
$null = New-NpDatabase shop -Website shop.example -DatabaseUser shop -Quota 100MB
$null = New-NpCronJob https://shop.example/cron -Website shop.example -Schedule '@daily'

# A domain that moved away, with its last mailbox.

# A bakery with mail, DKIM and a website.
$null = New-NpClient kornblume 'Jana Brandt' jana@kornblume.example -CompanyName 'Kornblume Bakery' -City Leipzig -Password 'Korn-Pw-123!'
$null = New-NpDnsZone kornblume.example ns1.nodepoint.eu -Client kornblume
$null = New-NpDnsRecord kornblume.example '@' A 203.0.113.12
$null = New-NpDnsRecord kornblume.example www A 203.0.113.12
$null = New-NpDnsRecord kornblume.example '@' MX mail.nodepoint.eu. -Priority 10
$null = New-NpDnsRecord kornblume.example '@' TXT 'v=spf1 mx -all'
$null = New-NpMailDomain kornblume.example -Client kornblume
$null = New-NpMailbox info@kornblume.example -Name 'Kornblume' -Password 'Mb-Pw-123!' -Quota 500MB
$null = New-NpMailbox orders@kornblume.example -Name 'Orders' -Password 'Mb-Pw-123!' -Quota 250MB
$null = New-NpMailbox jana@kornblume.example -Name 'Jana Brandt' -Password 'Mb-Pw-123!' -Quota 2GB
$null = New-NpMailAlias bakery@kornblume.example info@kornblume.example
Set-NpDkim kornblume.example -Selector 2026a > $null
$null = New-NpWebsite kornblume.example -Client kornblume -DiskQuota 1GB
$null = New-NpFtpUser kornblume -Website kornblume.example -Password 'Ftp-Pw-123!'
$null = New-NpDatabaseUser kornblume -Client kornblume -Password 'Db-Pw-123!'
$null = New-NpDatabase kornblume -Website kornblume.example -DatabaseUser kornblume -Quota 50MB

# A reseller and its client.
$null = New-NpClient hafen 'Piet Hansen' piet@hafen.example -CompanyName 'Hafen Hosting' -City Hamburg -ClientLimit 10 -Password 'Haf-Pw-123!'
$null = New-NpClient werft 'Ole Petersen' ole@werft.example -CompanyName 'Werft Boats' -City Kiel -Reseller hafen -Password 'Werft-Pw-123!'
$null = New-NpDnsZone werft.example ns1.nodepoint.eu -Client werft
$null = New-NpDnsRecord werft.example www A 203.0.113.13
$null = New-NpMailDomain werft.example -Client werft
$null = New-NpMailbox office@werft.example -Name 'Office' -Password 'Mb-Pw-123!' -Quota 1GB
$null = New-NpWebsite werft.example -Client werft -DiskQuota 500MB
$null = New-NpShellUser werft -Website werft.example -Password 'Sh-Pw-123!'
