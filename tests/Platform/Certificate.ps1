<#
Dot-sourced by the scripts that start servers: makes certificates for them.
#>

# Makes the authority that signs certificates, with its certificate in authority.pem of the folder.
function New-CertificateAuthority([string] $Folder) {
    $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Nodepoint test authority', $key, [Security.Cryptography.HashAlgorithmName]::SHA256)
    $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
    $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509KeyUsageExtension]::new('KeyCertSign, CrlSign', $true))
    # Older than every certificate that it signs, also an expired one.
    $certificate = $request.CreateSelfSigned([DateTimeOffset]::UtcNow.AddYears(-2), [DateTimeOffset]::UtcNow.AddYears(2))
    $path = Join-Path $Folder authority.pem
    Set-Content $path $certificate.ExportCertificatePem()
    [pscustomobject]@{ Certificate = $certificate; Path = $path }
}

# Makes a certificate and writes it and its key as PEM files, one by one and together. It can be expired. Without an authority, it signs itself.
function New-ServerCertificate([string] $Folder, [string[]] $Name, [int] $Days = 90, $Authority) {
    $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$($Name[0])", $key, [Security.Cryptography.HashAlgorithmName]::SHA256)
    $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
    foreach ($one in $Name) { $names.AddDnsName($one) }
    $request.CertificateExtensions.Add($names.Build())
    $until = [DateTimeOffset]::UtcNow.AddDays($Days).AddHours(1)
    $certificate = if ($Authority) { $request.Create($Authority.Certificate, $until.AddDays(-100), $until, [guid]::NewGuid().ToByteArray()) } else { $request.CreateSelfSigned($until.AddDays(-100), $until) }
    $certificate.ExportCertificatePem(), $key.ExportPkcs8PrivateKeyPem() | Set-Content (Join-Path $Folder both.pem)
    Set-Content (Join-Path $Folder certificate.pem) $certificate.ExportCertificatePem()
    Set-Content (Join-Path $Folder key.pem) $key.ExportPkcs8PrivateKeyPem()
    $certificate
}
