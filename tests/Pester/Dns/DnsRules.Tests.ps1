# Records that would not work.
Describe 'Records that would not work' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone zone.example ns1.example.org -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'are refused as a null MX beside another, in both orders' {
        (New-NpDnsRecord zone.example '@' MX .).Priority | Should -Be 0
        { New-NpDnsRecord zone.example '@' MX mail.example.org. -ErrorAction Stop } | Should -Throw '*accepts no mail*'
        Get-NpDnsRecord zone.example | Remove-NpDnsRecord
        $null = New-NpDnsRecord zone.example '@' MX mail.example.org.
        { New-NpDnsRecord zone.example '@' MX . -ErrorAction Stop } | Should -Throw '*accepts no mail*'
        (New-NpDnsRecord zone.example '@' MX . -Force).Value | Should -Be .
    }

    It 'are refused if an MX, NS, or SRV points to a CNAME of the zone, in both orders' {
        $null = New-NpDnsRecord zone.example alias CNAME www.example.org.
        { New-NpDnsRecord zone.example '@' MX alias.zone.example. -ErrorAction Stop } | Should -Throw '*must not point to*'
        { New-NpDnsRecord zone.example sub NS alias.zone.example. -ErrorAction Stop } | Should -Throw '*must not point to*'
        { New-NpDnsRecord zone.example _sip._udp SRV '5 5060 alias.zone.example.' -ErrorAction Stop } | Should -Throw '*must not point to*'
        $null = New-NpDnsRecord zone.example '@' MX mail.zone.example.
        { New-NpDnsRecord zone.example mail CNAME www.example.org. -ErrorAction Stop } | Should -Throw '*must not point to*'
        Get-NpDnsRecord zone.example '@' MX | Remove-NpDnsRecord
        (New-NpDnsRecord zone.example mail CNAME www.example.org.).Name | Should -Be mail
    }

    It 'are refused as a second key at one DKIM selector' {
        $null = New-NpDnsRecord zone.example s1._domainkey TXT 'v=DKIM1; k=rsa; p=AAAA'
        { New-NpDnsRecord zone.example s1._domainkey TXT 'v=DKIM1; k=rsa; p=BBBB' -ErrorAction Stop } | Should -Throw '*already has a DKIM key*'
        (New-NpDnsRecord zone.example s2._domainkey TXT 'v=DKIM1; k=rsa; p=BBBB').Name | Should -Be s2._domainkey
    }

    It 'are refused if receivers do not use them as a DKIM key: <Value>' -TestCases @(
        @{ Value = 'v=DKIM1; k=rsa'; Says = '*has no tag p*' }
        @{ Value = 'v=DKIM2; p=AAAA'; Says = "*the version 'DKIM2'*" }
        @{ Value = 'k=rsa; v=DKIM1; p=AAAA'; Says = '*the tag v after another tag*' }
        @{ Value = 'v=DKIM1; p=AAA'; Says = '*not valid base64*' }
        @{ Value = 'v=DKIM1; h=sha1; p=AAAA'; Says = '*does not allow sha256*' }
        @{ Value = 'v=DKIM1; k=ed25519; p=AAAA'; Says = '*not an ed25519 key*' }
        @{ Value = 'v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAL4rjyO3SyQ6ZfLKGxkPZyw/le4/4RW7/hpfGuqWu0hJajApB+qN0tMQm5IJRvenluDOWCbutJKt469kdhViNw0CAwEAAQ=='; Says = '*512 bits*' }
    ) {
        param($Value, $Says)
        { New-NpDnsRecord zone.example s1._domainkey TXT $Value -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDnsData*' -ExpectedMessage $Says
        (New-NpDnsRecord zone.example s1._domainkey TXT $Value -Force -WarningAction SilentlyContinue).Name | Should -Be s1._domainkey
    }

    It 'are warned about as a DKIM key that is short or revoked' {
        $null = New-NpDnsRecord zone.example s1._domainkey TXT (New-NpDkimKey -KeyLength 1024).RecordValue -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*1024 bits*2048 bits are advised*'
        $null = New-NpDnsRecord zone.example s2._domainkey TXT 'v=DKIM1; p=' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*revokes the key*'
        $null = New-NpDnsRecord zone.example s3._domainkey TXT 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeNullOrEmpty
    }

    It 'are read as their text if they are pasted from a zone file' {
        $made = New-NpDnsRecord zone.example s1._domainkey TXT "( `"v=DKIM1; k=rsa; `"`n`t  `"p=AAAA`"`n`"BBBB`" )  ; ----- DKIM key s1 for zone.example"
        $made.Value | Should -Be 'v=DKIM1; k=rsa; p=AAAABBBB'
    }

    It 'are refused if they were damaged on the way: <Value>' -TestCases @(
        @{ Value = "'v=spf1 mx -all'" }, @{ Value = "$([char]0x201c)v=spf1 mx -all$([char]0x201d)" }, @{ Value = 'v=DKIM1; k=rsa; p=AAAA\nBBBB' }, @{ Value = 'v=DKIM1; k=rsa; p=AAAA BBBB' }, @{ Value = "$([char]0x2018)v=DMARC1; p=none" }
    ) {
        { New-NpDnsRecord zone.example '@' TXT $Value -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidDnsData*'
    }

    It 'go to the longest zone that holds their full name, without -Zone' {
        $null = New-NpDnsZone shop.zone.example ns1.example.org -Client acme
        (New-NpDnsRecord -Name _acme-challenge.shop.zone.example -Type TXT -Value token).Zone | Should -Be shop.zone.example.
        (New-NpDnsRecord -Name www.zone.example. -Type A -Value 192.0.2.1).Zone | Should -Be zone.example.
        ([pscustomobject]@{ Name = 'mail.shop.zone.example'; Type = 'A'; Value = '192.0.2.2' } | New-NpDnsRecord).Fqdn | Should -Be mail.shop.zone.example.
        { New-NpDnsRecord -Name www.nowhere.example -Type A -Value 192.0.2.1 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'accept parts of a network in the reverse tree' {
        $zone = New-NpDnsZone 0/25.2.0.192.in-addr.arpa ns1.example.org -Client acme
        $zone.Origin | Should -Be 0/25.2.0.192.in-addr.arpa.
        (Get-NpDnsZone 0/25.2.0.192.in-addr.arpa).Id | Should -Be $zone.Id
        (New-NpDnsRecord $zone 1 PTR www.example.org.).Fqdn | Should -Be 1.0/25.2.0.192.in-addr.arpa.
    }

    It 'are refused with another time to live than their set has, which is also the default' {
        $null = New-NpDnsRecord zone.example www A 192.0.2.1 -Ttl 300
        (New-NpDnsRecord zone.example www A 192.0.2.2).Ttl | Should -Be 300
        { New-NpDnsRecord zone.example www A 192.0.2.3 -Ttl 3600 -ErrorAction Stop } | Should -Throw '*-Ttl 3600*has 300*'
        (New-NpDnsRecord zone.example www AAAA 2001:db8::1 -Ttl 3600).Ttl | Should -Be 3600
        (New-NpDnsRecord zone.example www A 192.0.2.3 -Ttl 3600 -Force).Ttl | Should -Be 3600
    }

    It 'get another time to live one after the other, with a warning if some of a set keep theirs' {
        1..3 | ForEach-Object { New-NpDnsRecord zone.example www A 192.0.2.$_ } | Out-Null
        Get-NpDnsRecord zone.example www A | Set-NpDnsRecord -Ttl 900 -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        Get-NpDnsRecord zone.example www A | Select-Object -First 1 | Set-NpDnsRecord -Ttl 60 -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*A records of www.zone.example. have different times to live: 60, 900*'
        $null = New-NpDnsRecord zone.example ftp A 192.0.2.9
        { Get-NpDnsRecord zone.example ftp A | Set-NpDnsRecord -Name www -ErrorAction Stop } | Should -Throw '*same name and type*'
    }

    It 'are refused as SPF and DMARC policies that receivers do not use, except with -Force' {
        foreach ($case in @('@', 'v=spf1 a, mx -all'), @('@', "v=spf1 $((1..11 | ForEach-Object { "include:s$_.example.org" }) -join ' ') -all"), @('_dmarc', 'v=dmarc1; p=none'), @('_dmarc', 'v=DMARC1; p=none; rua=a@example.org')) {
            { New-NpDnsRecord zone.example $case[0] TXT $case[1] -ErrorAction Stop } | Should -Throw "*The TXT record of *zone.example.*" -Because $case[1]
            { New-NpDnsRecord zone.example $case[0] TXT $case[1] -WhatIf -ErrorAction Stop } | Should -Throw -Because "$case -WhatIf"
        }
        Get-NpDnsRecord zone.example | Should -BeNullOrEmpty
        $bad = New-NpDnsRecord zone.example '@' TXT 'v=spf1 a, mx -all' -Force
        ($bad | Set-NpDnsRecord -Ttl 900 -PassThru).Ttl | Should -Be 900
        { $bad | Set-NpDnsRecord -Value 'v=spf1 mx; -all' -ErrorAction Stop } | Should -Throw '*not a term of SPF*'
        ($bad | Set-NpDnsRecord -Value 'v=spf1 mx -all' -PassThru).Value | Should -Be 'v=spf1 mx -all'
    }

    It 'are a warning if the RFCs only advise against them' {
        $null = New-NpDnsRecord zone.example '@' TXT 'v=spf1 -all mx' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*after -all, which receivers ignore*'
        Get-NpDnsRecord zone.example '@' TXT | Set-NpDnsRecord -Value 'v=spf1 ptr -all' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*uses ptr*'
        $null = New-NpDnsRecord zone.example _dmarc TXT 'v=DMARC1; p=none; color=blue' -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike "*the tag 'color'*"
    }

    It 'do not count as a published DKIM key if there are two' {
        $null = New-NpMailDomain zone.example -Client acme
        Set-NpDkim zone.example -Selector s1
        (Get-NpDkim zone.example).Published | Should -BeTrue
        $null = New-NpDnsRecord zone.example s1._domainkey TXT 'v=DKIM1; k=rsa; p=AAAA' -Force
        (Get-NpDkim zone.example).Published | Should -BeFalse
        { Set-NpDkim zone.example -ErrorAction Stop } | Should -Throw '*more than one DKIM key*'
        Get-NpDnsRecord zone.example s1._domainkey TXT | Where-Object Value -Like '*AAAA*' | Remove-NpDnsRecord
        (Get-NpDkim zone.example).Published | Should -BeTrue
    }

    It 'go to the new client with their zone' {
        $null = New-NpDnsRecord zone.example www A 192.0.2.1
        Set-NpDnsZone zone.example -Client small
        (Get-NpDnsRecord zone.example www).Client | Should -Be small
    }
}
