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
$null = New-NpWebsite shop.example -Client acme -DiskQuota 2GB
