# Writes the files that examples read into a folder: a certificate with its key, and rows to import.
param([Parameter(Mandatory)] [string] $Folder)

$key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
$request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=shop.example', $key, 'SHA256')
$names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
foreach ($name in 'shop.example', 'www.shop.example') { $names.AddDnsName($name) }
$request.CertificateExtensions.Add($names.Build())
Set-Content (Join-Path $Folder shop.example.pem) $request.CreateSelfSigned([DateTimeOffset]::Now.AddDays(-1), [DateTimeOffset]::Now.AddDays(90)).ExportCertificatePem()
Set-Content (Join-Path $Folder shop.example.key) $key.ExportPkcs8PrivateKeyPem()

@'
email,name,password,quota
carla@example.com,Carla,Mb-Carla-4711,1GB
dora@example.com,Dora,Mb-Dora-4711,500MB
emil@example.com,Emil,Mb-Emil-4711,2GB
'@ | Set-Content (Join-Path $Folder mailboxes.csv)

@'
email,passwordhash
frida@example.com,$6$rounds=5000$5a1f0c2e9b7d4836$QbW5z9C1xJ8mTnR4vYpL2sKdH7gFeU3oIaXw6cNqZrBtE0yVjMhPlSkDfGuOiAe5RxWzCvBnM1qTyLp8KsJdH/
'@ | Set-Content (Join-Path $Folder moved.csv)

@'
Domain,Client,ContactName,Email,Mailboxes
linden.example,linden,Lea Linden,lea@linden.example,info;sales
ulme.example,linden,Lea Linden,lea@linden.example,info
'@ | Set-Content (Join-Path $Folder customers.csv)
