# What the examples of the help pages find on the panel beside the clients acme and small. The panel is connected.
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
$null = New-NpDatabase shop -Website shop.example -DatabaseUser shop
$null = New-NpCronJob https://shop.example/cron -Website shop.example -Schedule '@daily'

# A certificate for the examples that put one in place.
$key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
$request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=shop.example', $key, 'SHA256')
$names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
foreach ($name in 'shop.example', 'www.shop.example') { $names.AddDnsName($name) }
$request.CertificateExtensions.Add($names.Build())
Set-Content ./shop.example.pem $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(90)).ExportCertificatePem()
Set-Content ./shop.example.key $key.ExportPkcs8PrivateKeyPem()
