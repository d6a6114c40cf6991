Describe 'Certificates of websites' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        function New-Authority([string] $Name) {
            $key = [Security.Cryptography.ECDsa]::Create([Security.Cryptography.ECCurve+NamedCurves]::nistP256)
            $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$Name", $key, 'SHA256')
            $request.CertificateExtensions.Add([Security.Cryptography.X509Certificates.X509BasicConstraintsExtension]::new($true, $false, 0, $true))
            $request.CreateSelfSigned([DateTimeOffset]::Now.AddYears(-2), [DateTimeOffset]::Now.AddYears(5))
        }
        function New-Certificate([string[]] $Names, [int] $From = -1, [int] $Until = 90, $Issuer = $authority) {
            $key = [Security.Cryptography.RSA]::Create(2048)
            $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new("CN=$($Names[0])", $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
            $builder = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
            foreach ($name in $Names) { $builder.AddDnsName($name) }
            $request.CertificateExtensions.Add($builder.Build())
            $generator = [Security.Cryptography.X509Certificates.X509SignatureGenerator]::CreateForECDsa([Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]::GetECDsaPrivateKey($Issuer))
            $made = $request.Create($Issuer.SubjectName, $generator, [DateTimeOffset]::Now.AddDays($From), [DateTimeOffset]::Now.AddDays($Until), [byte[]](1, 2, 3, 4))
            @{ Certificate = $made.ExportCertificatePem(); PrivateKey = $key.ExportPkcs8PrivateKeyPem() }
        }
        $authority = New-Authority 'Some Authority'
        $chain = $authority.ExportCertificatePem()
        $good = New-Certificate 'shop.example', 'www.shop.example'
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpWebsite shop.example -Client acme -PhpMaxChildren 30
    }
    AfterAll { Stop-SpecPanel }

    It 'come from Let''s Encrypt, or not' {
        (Set-NpWebsiteCertificate shop.example -LetsEncrypt $true -RewriteToHttps $true -PassThru).LetsEncrypt | Should -BeTrue
        $site = Get-NpWebsite shop.example
        $site.Ssl, $site.LetsEncrypt, $site.RewriteToHttps | Should -Be @($true, $true, $true)
        $site.PhpMaxChildren | Should -Be 30
        Get-NpWebsite shop.example | Set-NpWebsiteCertificate -Ssl $false
        $site = Get-NpWebsite shop.example
        $site.Ssl, $site.LetsEncrypt, $site.RewriteToHttps | Should -Be @($false, $false, $false)
        { Set-NpWebsiteCertificate shop.example -ErrorAction Stop } | Should -Throw -ErrorId 'NothingGiven*'
    }

    It 'are installed with key and chain, and the web server gets a job' {
        $state = Set-NpWebsiteCertificate shop.example @good -Chain $chain -PassThru -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $state.Ssl | Should -BeTrue
        $state.LetsEncrypt | Should -BeFalse
        $state.Names | Should -Be @('shop.example', 'www.shop.example')
        $state.Issuer | Should -Be 'CN=Some Authority'
        $state.DaysLeft | Should -BeIn 88, 89, 90
        $state.ChainLength | Should -Be 1
        $state.HasKey | Should -BeTrue
        $state.Problems | Should -BeNullOrEmpty
        $raw = Invoke-NpApi sites_web_domain_get @{ primary_id = 1 }
        $raw.ssl_action | Should -Be 'save'
        $raw.ssl_domain | Should -Be 'shop.example'
        $raw.ssl_key | Should -BeLike '-----BEGIN PRIVATE KEY-----*'
    }

    It 'never show their key' {
        Set-NpWebsiteCertificate shop.example @good -Chain $chain
        $shown = Get-NpWebsiteCertificate shop.example | Format-List * | Out-String
        $shown += Get-NpWebsite shop.example | Format-List * | Out-String
        $shown += Get-NpWebsite shop.example | ConvertTo-Json -WarningAction SilentlyContinue
        $shown | Should -Not -BeLike '*PRIVATE KEY*'
    }

    It 'never show a key that was passed in one line, nor one that came with the certificate' {
        $journal = Join-Path $TestDrive 'key.jsonl'
        $bare = $good.PrivateKey -replace '-----[A-Z ]+-----|\s'
        $told = @()
        foreach ($key in $bare, "gone:$bare", $bare.Substring(0, 40), $bare.Substring(0, 40).Replace('/', '+')) {
            $problem = $null
            Set-NpWebsiteCertificate shop.example -Certificate $good.Certificate -PrivateKey $key -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable problem
            @($problem).Count | Should -BeGreaterThan 0
            $told += $problem | ForEach-Object { "$_"; $_.Exception.ToString() }
        }
        Set-NpWebsiteCertificate none.example -Certificate "$($good.Certificate)`n$($good.PrivateKey)" -PrivateKey $good.PrivateKey -Chain "$chain`n$($good.PrivateKey)" -Journal "$journal.bundle" -ErrorAction SilentlyContinue
        $told += Get-ChildItem "$journal*" | ForEach-Object { Get-Content $_.FullName -Raw }
        $told -join '' | Should -BeLike '*Cannot read -PrivateKey*shop.example*'
        $told -join '' | Should -Not -BeLike "*$($bare.Substring(0, 30))*"
        $told -join '' | Should -Not -BeLike '*PRIVATE KEY-----\n*'
    }

    It 'can come from files' {
        Set-Content TestDrive:/cert.pem "$($good.Certificate)`n$chain"
        Set-Content TestDrive:/key.pem $good.PrivateKey
        (Set-NpWebsiteCertificate shop.example -Certificate TestDrive:/cert.pem -PrivateKey TestDrive:/key.pem -PassThru).ChainLength | Should -Be 1
        { Set-NpWebsiteCertificate shop.example -Certificate TestDrive:/none.pem -PrivateKey TestDrive:/key.pem -ErrorAction Stop } | Should -Throw
    }

    It 'that are not valid are refused, with the reason' {
        $other = New-Certificate 'shop.example'
        { Set-NpWebsiteCertificate shop.example -Certificate $good.Certificate -PrivateKey $other.PrivateKey -ErrorAction Stop } | Should -Throw '*-PrivateKey is not the key of the certificate*'
        $foreign = New-Certificate 'other.example'
        { Set-NpWebsiteCertificate shop.example @foreign -ErrorAction Stop } | Should -Throw '*does not cover shop.example*'
        $old = New-Certificate 'shop.example' -From -90 -Until -1
        { Set-NpWebsiteCertificate shop.example @old -ErrorAction Stop } | Should -Throw '*expired*'
        $early = New-Certificate 'shop.example' -From 5
        { Set-NpWebsiteCertificate shop.example @early -ErrorAction Stop } | Should -Throw '*is not valid before*'
        $stranger = New-Authority 'Some Authority'
        { Set-NpWebsiteCertificate shop.example @good -Chain $stranger.ExportCertificatePem() -ErrorAction Stop } | Should -Throw '*chain is not complete or not in order*'
        { Set-NpWebsiteCertificate shop.example -Certificate '-----BEGIN CERTIFICATE-----abc' -PrivateKey $good.PrivateKey -ErrorAction Stop } | Should -Throw
        { Set-NpWebsiteCertificate shop.example -Certificate $good.Certificate -PrivateKey '-----BEGIN PRIVATE KEY-----abc' -ErrorAction Stop } | Should -Throw '*cannot be read*'
        (Get-NpWebsite shop.example).Ssl | Should -BeFalse
    }

    It 'give a warning if they do not cover the automatic www' {
        $bare = New-Certificate 'shop.example'
        Set-NpWebsiteCertificate shop.example @bare -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -BeLike '*www.shop.example*'
    }

    It 'are waited for, and a website for which the server has turned Let''s Encrypt off is named' {
        $null = New-NpWebsite other.example -Client acme
        $rows = {
            'shop.example'
            'other.example'
            # Once the first row is carried out, as the web server does if it gets no certificate.
            foreach ($try in 1..10000) { if ((Get-NpWebsite shop.example).LetsEncrypt) { break } }
            Set-NpWebsite shop.example -LetsEncrypt $false
        }
        $states = & $rows | Set-NpWebsiteCertificate -LetsEncrypt $true -Wait -TimeoutSec 0 -PassThru -ThrottleLimit 1 -WarningVariable warned -WarningAction SilentlyContinue
        "$($warned[0])" | Should -BeLike 'After 0 seconds,*not applied yet*'
        "$($warned[1])" | Should -BeLike 'Let''s Encrypt of website ''shop.example'' was turned off again*'
        $warned.Count | Should -Be 2
        $states.Domain | Should -Be shop.example, other.example
        $states.LetsEncrypt | Should -Be $false, $true
    }

    It 'show what is wanted and, once the server has applied all changes, what there is' -Tag Sandbox {
        Set-NpWebsiteCertificate shop.example -LetsEncrypt $true
        $state = Get-NpWebsiteCertificate shop.example
        $state.Wanted | Should -Be LetsEncrypt
        $state.Actual | Should -BeNullOrEmpty
        $state.Waiting | Should -BeGreaterThan 0
        Set-NpWebsite shop.example -LetsEncrypt $false
        $state = Get-NpWebsiteCertificate shop.example
        $state.Wanted | Should -Be Own
        $state.Problems | Should -BeLike 'HTTPS is on, but no certificate is stored*'
    }
}
