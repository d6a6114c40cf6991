BeforeDiscovery {
    . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
    . (Join-Path $PSScriptRoot '../../Platform/MailServer.ps1')
}

Describe 'Test-NpMailDomain' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/MailServer.ps1')
        $config = $env:XDG_CONFIG_HOME
        $env:XDG_CONFIG_HOME = (Get-Item TestDrive:/).FullName

        # One check of a test.
        function Get-Check($Test, [string] $Name) { $Test.Checks | Where-Object Name -eq $Name }
        # "MX Pass", "SPF Fail", ...
        function Get-State($Test) { @($Test.Checks | ForEach-Object { "$_" }) }
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $config
        Stop-SpecPanel
    }

    It 'talks to BIND and Postfix, if they are installed' {
        if (-not $IsNameServerInstalled) { Set-ItResult -Skipped -Because $NoNameServer }
        elseif (-not $IsMailServerInstalled) { Set-ItResult -Skipped -Because $NoMailServer }
    }

    It 'skips what a dead name server does not answer, with the reason, and passes nothing' {
        $null = New-NpMailDomain dead.example -Client acme
        $test = Test-NpMailDomain dead.example -Server "127.0.0.1:$(Find-FreePort 127.0.0.1)" -Blocklist bl.example
        $test.Domain | Should -Be 'dead.example'
        @($test.Checks | Where-Object State -in 'Pass', 'Warn').Name | Should -BeNullOrEmpty
        # That mail is not signed is known without the DNS.
        @($test.Checks | Where-Object State -eq Fail).Name | Should -Be 'DKIM'
        (Test-NpMailDomain other.example -Server "127.0.0.1:$(Find-FreePort 127.0.0.1)").Verdict | Should -Be Warn
        foreach ($check in $test.Checks | Where-Object Name -notin 'DKIM', 'SPF') { $check.Found | Should -BeLike 'not checked: *127.0.0.1*' -Because $check.Name }
    }

    It 'refuses what is not a domain or a host: <name>' -ForEach @(
        @{ name = 'an email address'; command = { Test-NpMailDomain info@example.com -ErrorAction Stop }; id = 'InvalidDomainName*' }
        @{ name = 'an empty domain'; command = { Test-NpMailDomain '' -ErrorAction Stop }; id = 'NothingSpecified*' }
        @{ name = 'an address as -MailHost'; command = { Test-NpMailDomain example.com -MailHost 192.0.2.1 -ErrorAction Stop }; id = 'InvalidDomainName*' }
        @{ name = 'a word as -Blocklist'; command = { Test-NpMailDomain example.com -Blocklist zen -ErrorAction Stop }; id = 'InvalidDomainName*' }
        @{ name = 'a resolver that is not one'; command = { Test-NpMailDomain example.com -Server 'a b' -ErrorAction Stop }; id = 'InvalidNameServer*' }
    ) {
        $command | Should -Throw -ErrorId $id
    }

    Context 'with BIND and Postfix' -Skip:(-not ($IsNameServerInstalled -and $IsMailServerInstalled)) {
        BeforeAll {
            $mail = Start-MailServer
            $address = $mail.Address
            $reverse, $number = ($address -replace '^(\d+)\.(\d+)\.(\d+)\.(\d+)$', '$3.$2.$1.in-addr.arpa'), ($address -replace '^.*\.', '')
            $soa = "@ 60 IN SOA ns1.nodepoint.eu. hostmaster.nodepoint.eu. 1 60 60 60 60`n@ 60 IN NS ns1.nodepoint.eu.`n"
            $good = "@ 60 IN MX 10 mail.nodepoint.eu.`n@ 60 IN TXT `"v=spf1 mx -all`"`n_dmarc 60 IN TXT `"v=DMARC1; p=none`"`n"
            $platform = $soa + "ns1 60 IN A 127.0.1.13`nmail 60 IN A $address`nother 60 IN A $address`nalias 60 IN CNAME mail`nwrong 60 IN A 127.0.0.99`n"
            $ptr = $soa + "$number 60 IN PTR mail.nodepoint.eu.`n"
            $bind = Start-NameServer 127.0.1.13 -Zone @{ Name = 'nodepoint.eu'; Text = $platform }, @{ Name = $reverse; Text = $ptr }, @{ Name = 'case.example'; Text = $soa + $good }, @{ Name = 'bl.example'; Text = $soa }
            $to = @{ Server = $bind.Name; MailHost = 'mail.nodepoint.eu'; SmtpPort = $mail.Port }

            # The test of a domain that is not on the panel, whose zone has these records.
            function Test-Case([string] $Records, [hashtable] $With = @{}) {
                Set-NameServerZone $bind case.example ($soa + $Records)
                $given = $to.Clone()
                foreach ($one in $With.GetEnumerator()) { $given[$one.Key] = $one.Value }
                Test-NpMailDomain case.example @given
            }
        }
        AfterAll {
            Stop-NameServer $bind
            Stop-MailServer $mail
        }
        AfterEach {
            Set-NameServerZone $bind nodepoint.eu $platform
            Set-NameServerZone $bind $reverse $ptr
        }

        It 'passes what is as it should be' {
            $test = Test-Case $good
            Get-State $test | Should -Be 'MX Pass', 'SPF Pass', 'DKIM Skip', 'DMARC Pass', 'PTR Pass', 'Banner Pass', 'STARTTLS Pass', 'Relay Pass', 'MTA-STS Skip', 'TLS-RPT Skip', 'DANE Skip'
            $test.Verdict | Should -Be Pass
            (Get-Check $test MX).Found | Should -Be '10 mail.nodepoint.eu'
            (Get-Check $test STARTTLS).Found | Should -BeLike 'Tls1*certificate for mail.nodepoint.eu, 90 days left'
            (Get-Check $test Relay).Found | Should -BeLike 'refused: 554 *Relay access denied*'
            (Get-Check $test MTA-STS).Advice | Should -BeLike 'Optional:*'
        }

        It 'finds what is wrong with the MX records: <name>' -ForEach @(
            @{ name = 'none'; mx = ''; found = 'no MX record' }
            @{ name = 'an alias'; mx = '@ 60 IN MX 10 alias.nodepoint.eu.'; found = '*alias.nodepoint.eu is an alias (CNAME)*' }
            @{ name = 'a host that does not exist'; mx = '@ 60 IN MX 10 gone.nodepoint.eu.'; found = '*gone.nodepoint.eu does not exist' }
            @{ name = 'a host without an address'; mx = '@ 60 IN MX 10 case.example.'; found = '*case.example has no address' }
            @{ name = 'another mail server'; mx = '@ 60 IN MX 10 wrong.nodepoint.eu.'; found = '10 wrong.nodepoint.eu, which is not mail.nodepoint.eu (127.0.*)' }
            @{ name = 'a null MX beside another'; mx = "@ 60 IN MX 0 .`n@ 60 IN MX 10 mail.nodepoint.eu."; found = '0 ., 10 mail.nodepoint.eu' }
        ) {
            $check = Get-Check (Test-Case "$mx`n@ 60 IN TXT `"v=spf1 a:mail.nodepoint.eu -all`"`n_dmarc 60 IN TXT `"v=DMARC1; p=none`"`n") MX
            "$check" | Should -Be 'MX Fail'
            $check.Found | Should -BeLike $found
            $check.Wanted | Should -Be '10 mail.nodepoint.eu'
            "$($check.Advice)$($check.Fix)" | Should -Not -BeNullOrEmpty
        }

        It 'accepts another name of the mail server as the mail server' {
            "$(Get-Check (Test-Case "@ 60 IN MX 10 other.nodepoint.eu.`n@ 60 IN MX 20 wrong.nodepoint.eu.`n") MX)" | Should -Be 'MX Pass'
        }

        It 'understands that a domain receives no mail' {
            $test = Test-Case "@ 60 IN MX 0 .`n@ 60 IN TXT `"v=spf1 -all`"`n_dmarc 60 IN TXT `"v=DMARC1; p=reject`"`n"
            Get-State $test | Should -Be 'MX Pass', 'SPF Pass', 'DKIM Skip', 'DMARC Pass', 'PTR Skip', 'Banner Skip', 'STARTTLS Skip', 'Relay Skip', 'MTA-STS Skip', 'TLS-RPT Skip', 'DANE Skip'
            $test.Verdict | Should -Be Pass
            $null = New-NpMailDomain case.example -Client acme
            try { Get-State (Test-Case "@ 60 IN MX 0 .`n") | Should -Contain 'MX Fail' }
            finally { Remove-NpMailDomain case.example -Confirm:$false }
        }

        It 'wants the most preferred MX record to lead to the mail server' {
            $check = Get-Check (Test-Case ($good + "@ 60 IN MX 5 wrong.nodepoint.eu.`n")) MX
            "$check" | Should -Be 'MX Fail'
            $check.Found | Should -BeLike '*the most preferred is not mail.nodepoint.eu'
            # A backup that is missing loses no mail.
            $check = Get-Check (Test-Case ($good + "@ 60 IN MX 20 gone.nodepoint.eu.`n")) MX
            "$check" | Should -Be 'MX Warn'
        }

        It 'wants a domain without mail to say that nobody sends: <spf>' -ForEach @(
            @{ spf = @('v=spf1 -all'); state = 'Pass' }, @{ spf = @('v=spf1 +all'); state = 'Fail' }, @{ spf = @('v=spf1 ~all'); state = 'Warn' }, @{ spf = @('v=spf1 -all', 'v=spf1 mx -all'); state = 'Fail' }, @{ spf = @(); state = 'Warn' }
        ) {
            $lines = @('@ 60 IN MX 0 .') + @($spf | ForEach-Object { "@ 60 IN TXT `"$_`"" })
            $check = Get-Check (Test-Case ($lines -join "`n")) SPF
            "$check" | Should -Be "SPF $state"
        }

        It 'evaluates SPF for the mail server: <name>' -ForEach @(
            @{ name = 'no record'; spf = ''; state = 'Fail'; found = 'no SPF record' }
            @{ name = 'another address'; spf = 'v=spf1 ip4:192.0.2.1 -all'; state = 'Fail'; found = 'Fail for 127.0.*' }
            @{ name = 'a doubt'; spf = 'v=spf1 ip4:192.0.2.1 ~all'; state = 'Fail'; found = 'SoftFail for 127.0.*' }
            @{ name = 'a syntax error'; spf = 'v=spf1 ip4:nonsense -all'; state = 'Fail'; found = '*ip4:nonsense*' }
            @{ name = 'everybody'; spf = 'v=spf1 +all'; state = 'Warn'; found = 'v=spf1 +all' }
            @{ name = 'everybody as a network'; spf = 'v=spf1 ip4:0.0.0.0/0 -all'; state = 'Warn'; found = 'v=spf1 ip4:0.0.0.0/0 -all' }
            @{ name = 'nobody else'; spf = 'v=spf1 mx'; state = 'Warn'; found = 'v=spf1 mx' }
            @{ name = 'no opinion'; spf = 'v=spf1 mx ?all'; state = 'Warn'; found = 'v=spf1 mx ?all' }
            @{ name = 'an include without a policy, after the address'; spf = 'v=spf1 mx include:bl.example -all'; state = 'Warn'; found = 'v=spf1 mx include:bl.example -all' }
            @{ name = 'too many look-ups, after the address'; spf = "v=spf1 mx $(@(1..10 | ForEach-Object { "a:h$_.bl.example" }) -join ' ') -all"; state = 'Warn'; found = 'v=spf1 mx a:h1.*' }
            @{ name = 'its address'; spf = 'v=spf1 ip4:127.0.0.0/16 -all'; state = 'Pass'; found = 'v=spf1 ip4:127.0.0.0/16 -all' }
        ) {
            $check = Get-Check (Test-Case ("@ 60 IN MX 10 mail.nodepoint.eu.`n" + ($spf ? "@ 60 IN TXT `"$spf`"`n" : ''))) SPF
            "$check" | Should -Be "SPF $state"
            $check.Found | Should -BeLike $found
        }

        It 'reads the DMARC policy: <name>' -ForEach @(
            @{ name = 'none'; dmarc = @(); state = 'Fail'; found = 'no DMARC record' }
            @{ name = 'two'; dmarc = 'v=DMARC1; p=none', 'v=DMARC1; p=reject'; state = 'Fail'; found = '2 DMARC records*' }
            @{ name = 'one without p'; dmarc = 'v=DMARC1; rua=mailto:dmarc@nodepoint.eu'; state = 'Fail'; found = 'v=DMARC1*' }
            @{ name = 'one of another version beside it'; dmarc = 'v=dmarc1; p=none', 'v=DMARC1; p=reject'; state = 'Pass'; found = 'v=DMARC1; p=reject' }
            @{ name = 'a wrong percentage, which receivers leave out'; dmarc = 'v=DMARC1; p=reject; pct=200'; state = 'Warn'; found = '*pct=200' }
            @{ name = 'a wrong subdomain policy'; dmarc = 'v=DMARC1; p=reject; sp=maybe'; state = 'Fail'; found = '*sp=maybe' }
            @{ name = 'reports that the receiver does not accept'; dmarc = 'v=DMARC1; p=reject; rua=mailto:dmarc@bl.example'; state = 'Warn'; found = '*bl.example' }
            @{ name = 'one that mail passes'; dmarc = 'v=DMARC1; p=reject'; state = 'Pass'; found = 'v=DMARC1; p=reject' }
        ) {
            $records = @($dmarc | ForEach-Object { "_dmarc 60 IN TXT `"$_`"`n" }) -join ''
            $check = Get-Check (Test-Case "@ 60 IN MX 10 mail.nodepoint.eu.`n@ 60 IN TXT `"v=spf1 mx -all`"`n$records") DMARC
            "$check" | Should -Be "DMARC $state"
            $check.Found | Should -BeLike $found
        }

        It 'finds that mail passes neither SPF nor DKIM, which DMARC needs' {
            $check = Get-Check (Test-Case "@ 60 IN MX 10 mail.nodepoint.eu.`n@ 60 IN TXT `"v=spf1 -all`"`n_dmarc 60 IN TXT `"v=DMARC1; p=reject`"`n") DMARC
            "$check" | Should -Be 'DMARC Fail'
            $check.Found | Should -BeLike '*neither SPF nor DKIM'
        }

        It 'checks the name of the mail server''s address in both directions' {
            Set-NameServerZone $bind $reverse $soa
            $check = Get-Check (Test-Case $good) PTR
            "$check" | Should -Be 'PTR Fail'
            $check.Found | Should -Be "$address has no name"
            $check.Advice | Should -BeLike "*$address*"
            Set-NameServerZone $bind $reverse ($soa + "$number 60 IN PTR wrong.nodepoint.eu.`n")
            (Get-Check (Test-Case $good) PTR).Found | Should -Be "$address is wrong.nodepoint.eu, which does not have this address"
        }

        It 'compares the banner with that name' {
            Set-NameServerZone $bind $reverse ($soa + "$number 60 IN PTR other.nodepoint.eu.`n")
            $test = Test-Case $good
            Get-State $test | Should -Contain 'PTR Pass'
            $check = Get-Check $test Banner
            "$check" | Should -Be 'Banner Warn'
            $check.Found, $check.Wanted | Should -Be 'mail.nodepoint.eu', 'other.nodepoint.eu'
        }

        It 'looks for the address on blocklists if they are specified' {
            $name = ($address -split '\.')[3..0] -join '.'
            Set-NameServerZone $bind bl.example $soa
            "$(Get-Check (Test-Case $good @{ Blocklist = 'bl.example' }) Blocklist)" | Should -Be 'Blocklist Pass'
            Set-NameServerZone $bind bl.example ($soa + "$name 60 IN A 127.0.0.2`n$name 60 IN TXT `"sends spam`"`n")
            $check = Get-Check (Test-Case $good @{ Blocklist = 'bl.example' }) Blocklist
            "$check", $check.Found | Should -Be 'Blocklist Fail', "$address is on bl.example: sends spam"
            # The list does not answer this resolver.
            Set-NameServerZone $bind bl.example ($soa + "$name 60 IN A 127.255.255.254`n")
            $test = Test-Case $good @{ Blocklist = 'bl.example' }
            "$(Get-Check $test Blocklist)", $test.Verdict | Should -Be 'Blocklist Skip', 'Warn'
        }

        It 'reads MTA-STS, TLS-RPT, and DANE where they are used' {
            $key = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($mail.Certificate.PublicKey.ExportSubjectPublicKeyInfo()))
            Set-NameServerZone $bind nodepoint.eu ($platform + "_25._tcp.mail 60 IN TLSA 3 1 1 $key`n")
            $records = "_mta-sts 60 IN TXT `"v=STSv1; id=1`"`nmta-sts 60 IN A 127.0.0.1`n_smtp._tls 60 IN TXT `"v=TLSRPTv1; rua=mailto:tls@nodepoint.eu`"`n"
            $test = Test-Case ($good + $records)
            Get-State $test | Select-Object -Last 3 | Should -Be 'MTA-STS Pass', 'TLS-RPT Pass', 'DANE Pass'
            Set-NameServerZone $bind nodepoint.eu ($platform + "_25._tcp.mail 60 IN TLSA 3 1 1 $('00' * 32)`n")
            $test = Test-Case ($good + "_mta-sts 60 IN TXT `"v=STSv1;`"`n_smtp._tls 60 IN TXT `"v=TLSRPTv1;`"`n")
            Get-State $test | Select-Object -Last 3 | Should -Be 'MTA-STS Warn', 'TLS-RPT Warn', 'DANE Fail'
            (Get-Check $test DANE).Wanted | Should -Be "3 1 1 $($key.ToLowerInvariant())"
            # Mail servers do not use the usages of browsers (RFC 7672 3.1.3).
            Set-NameServerZone $bind nodepoint.eu ($platform + "_25._tcp.mail 60 IN TLSA 1 1 1 $('00' * 32)`n")
            "$(Get-Check (Test-Case $good) DANE)" | Should -Be 'DANE Warn'
        }

        It 'skips what a dead mail server does not answer' {
            $test = Test-Case $good @{ SmtpPort = Find-FreePort $address }
            Get-State $test | Should -Be 'MX Pass', 'SPF Pass', 'DKIM Skip', 'DMARC Pass', 'PTR Pass', 'Banner Skip', 'STARTTLS Skip', 'Relay Skip', 'MTA-STS Skip', 'TLS-RPT Skip', 'DANE Skip'
            (Get-Check $test Banner).Found | Should -BeLike 'not checked: *the connection was refused'
            $test.Verdict | Should -Be Warn
        }

        It 'accepts domains as names, mail domains, zones, and patterns, in the order of the input' {
            $null = 'b.example', 'a.example' | ForEach-Object { [pscustomobject]@{ Domain = $_ } } | New-NpMailDomain -Client acme
            $null = New-NpDnsZone zone.example ns1.nodepoint.eu -Client acme
            (Test-NpMailDomain b.example, zone.example., a.example @to).Domain | Should -Be 'b.example', 'zone.example', 'a.example'
            (Get-NpMailDomain ?.example | Test-NpMailDomain @to).Domain | Sort-Object | Should -Be 'a.example', 'b.example'
            (Get-NpDnsZone zone.example | Test-NpMailDomain @to).Domain | Should -Be 'zone.example'
            (Test-NpMailDomain ?.example @to).Domain | Sort-Object | Should -Be 'a.example', 'b.example'
            (1..100 | ForEach-Object { "d$_.example" } | Test-NpMailDomain @to).Domain | Should -Be @(1..100 | ForEach-Object { "d$_.example" })
        }

        It 'shows a line for each check that fits 80 columns' {
            $lines = (Test-Case ($good -replace '-all', ('ip4:192.0.2.1 ' * 10 + '-all')) | Out-String -Width 80) -split "`n" | ForEach-Object TrimEnd
            $lines | Should -Contain 'case.example: Pass'
            @($lines -cmatch '^ *[A-Z]\S+ +(Pass|Skip|Fail|Warn)').Count | Should -Be 11
            $lines | ForEach-Object { ($_ -replace '\e\[[0-9;]*m').Length | Should -BeLessOrEqual 80 }
        }
    }

    # The mail server is started again for each.
    Context 'with a Postfix that is set up wrong' -Skip:(-not ($IsNameServerInstalled -and $IsMailServerInstalled)) {
        BeforeAll {
            $mail = Start-MailServer
            $address = $mail.Address
            $soa = "@ 60 IN SOA ns1.nodepoint.eu. hostmaster.nodepoint.eu. 1 60 60 60 60`n@ 60 IN NS ns1.nodepoint.eu.`n"
            $bind = Start-NameServer 127.0.1.13 -Zone @{ Name = 'nodepoint.eu'; Text = $soa + "ns1 60 IN A 127.0.1.13`nmail 60 IN A $address`n@ 60 IN MX 10 mail`n" }
        }
        AfterAll {
            Stop-NameServer $bind
            Stop-MailServer $mail
        }

        It 'finds <name>' -ForEach @(
            @{ name = 'that STARTTLS is not offered'; setting = @{ smtpd_tls_security_level = 'none' }; check = 'STARTTLS Fail'; found = 'not offered' }
            @{ name = 'a certificate that has expired'; days = -2; check = 'STARTTLS Fail'; found = 'certificate for mail.nodepoint.eu expired on *' }
            @{ name = 'a certificate that expires soon'; days = 5; check = 'STARTTLS Warn'; found = '*, 5 days left' }
            @{ name = 'a certificate for another name'; certificate = 'www.nodepoint.eu'; check = 'STARTTLS Fail'; found = '*certificate for www.nodepoint.eu*' }
            @{ name = 'an open relay'; setting = @{ mynetworks = '127.0.0.0/8' }; check = 'Relay Fail'; found = 'accepts mail for other domains: 250 *' }
            @{ name = 'a server that refuses for now'; setting = @{ smtpd_recipient_restrictions = 'defer'; smtpd_relay_restrictions = '' }; check = 'Relay Skip'; found = 'not checked: it answered 45*' }
        ) {
            Reset-MailServer $mail -Setting ($setting ? $setting : @{}) -CertificateName $certificate -Days ($days ? $days : 90)
            $test = Test-NpMailDomain nodepoint.eu -Server $bind.Name -MailHost mail.nodepoint.eu -SmtpPort $mail.Port
            Get-State $test | Should -Contain $check
            (Get-Check $test ($check -split ' ')[0]).Found | Should -BeLike $found
        }
    }

    Context 'with -Fix' -Skip:(-not ($IsNameServerInstalled -and $IsMailServerInstalled)) {
        BeforeAll {
            $mail = Start-MailServer
            $address = $mail.Address
            $reverse, $number = ($address -replace '^(\d+)\.(\d+)\.(\d+)\.(\d+)$', '$3.$2.$1.in-addr.arpa'), ($address -replace '^.*\.', '')
            $bind = Start-NameServer 127.0.1.13
            $published = @{}
            # What the panel's servers do once a minute: the name server gets the zones of the panel.
            function Publish-Zone {
                foreach ($zone in Get-NpDnsZone) {
                    $name = $zone.Origin.TrimEnd('.')
                    if ($published[$name] -eq $zone.Serial) { continue }
                    $text = (Export-NpDnsZone $name) -join "`n"
                    if ($published.ContainsKey($name)) { Set-NameServerZone $bind $name $text }
                    else {
                        Add-NameServerZone $bind @{ Name = $name; Text = $text }
                        Update-NameServer $bind
                    }
                    $published[$name] = $zone.Serial
                }
            }
        }
        AfterAll {
            Stop-NameServer $bind
            Stop-MailServer $mail
        }
        BeforeEach {
            Reset-SpecPanel
            $null = Connect-SpecPanel
            $published.Clear()
            $bind.Zones.Clear()
            Register-NpPanel spec $sandbox.Uri
            Set-NpPlatform spec -MailHost mail.nodepoint.eu -Resolver $bind.Name -Service @{ Name = 'mail'; HostName = 'mail.nodepoint.eu'; Addresses = $address; Ports = @{ smtp = $mail.Port } }
            foreach ($zone in 'nodepoint.eu', $reverse, 'shop.example') {
                $null = New-NpDnsZone $zone ns1.nodepoint.eu -Client acme
                $null = New-NpDnsRecord $zone '@' NS ns1.nodepoint.eu
            }
            $null = New-NpDnsRecord nodepoint.eu ns1 A $bind.Address
            $null = New-NpDnsRecord nodepoint.eu mail A $address
            $null = New-NpMailDomain shop.example -Client acme
            Publish-Zone
        }
        AfterEach { Unregister-NpPanel spec -ErrorAction Ignore }

        It 'brings a new domain from five failures to all green in one run' {
            $before = Test-NpMailDomain shop.example
            @($before.Checks | Where-Object State -eq Fail).Name | Should -Be 'MX', 'SPF', 'DKIM', 'DMARC', 'PTR'
            @($before.Checks.Fix -ne '') | Should -Be @(
                'New-NpDnsRecord shop.example ''@'' MX mail.nodepoint.eu. -Priority 10', 'Set-NpSpf shop.example -Add mx', 'Set-NpDkim shop.example',
                'Set-NpDmarc shop.example -Policy None', "New-NpDnsRecord $reverse $number PTR mail.nodepoint.eu.")
            $module = Join-Path (Get-Module Nodepoint).ModuleBase Nodepoint.psd1
            $job = Start-ThreadJob { Import-Module $using:module; Test-NpMailDomain shop.example -Panel spec -Fix }
            do { Publish-Zone } while (-not (Wait-Job $job -Timeout 1))
            $after = Receive-Job $job -Wait -AutoRemoveJob -ErrorAction Stop
            $after.Verdict | Should -Be Pass -Because (Get-State $after)
            Get-State $after | Should -Be 'MX Pass', 'SPF Pass', 'DKIM Pass', 'DMARC Pass', 'PTR Pass', 'Banner Pass', 'STARTTLS Pass', 'Relay Pass', 'MTA-STS Skip', 'TLS-RPT Skip', 'DANE Skip'
            # Nothing is left to do.
            $serial = (Get-NpDnsZone shop.example).Serial
            (Test-NpMailDomain shop.example -Fix).Verdict | Should -Be Pass
            (Get-NpDnsZone shop.example).Serial | Should -Be $serial
        }

        It 'leaves zones whose domains have no mail on the panel' {
            $null = New-NpDnsZone parked.example ns1.nodepoint.eu -Client acme
            $null = New-NpDnsRecord parked.example '@' NS ns1.nodepoint.eu
            $null = New-NpDnsRecord parked.example '@' TXT 'v=spf1 -all'
            Publish-Zone
            $serial = (Get-NpDnsZone parked.example).Serial
            $test = Get-NpDnsZone parked.example | Test-NpMailDomain -Fix -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike '*parked.example is not a mail domain on panel*-Fix does not change it*'
            $test.Checks.Fix -ne '' | Should -Not -BeNullOrEmpty
            (Get-NpDnsZone parked.example).Serial | Should -Be $serial
        }

        It 'leaves the key of another signer' {
            $other = New-NpDkimKey -Selector default
            $null = New-NpDnsRecord shop.example default._domainkey TXT $other.RecordValue
            Publish-Zone
            $null = Test-NpMailDomain shop.example -Fix -TimeoutSec 0 -ErrorVariable problems -ErrorAction SilentlyContinue
            "$problems" | Should -BeLike '*default._domainkey.shop.example. has a DKIM key already*another server may sign with it*'
            (Get-NpDnsRecord shop.example default._domainkey TXT).Value | Should -Be $other.RecordValue
        }

        It 'runs the lines in Fix, which do the same one by one' {
            foreach ($line in (Test-NpMailDomain shop.example).Checks.Fix -ne '') { $null = Invoke-Expression $line }
            Publish-Zone
            (Test-NpMailDomain shop.example).Verdict | Should -Be Pass
        }

        It 'changes nothing with -WhatIf, and says what would be done' {
            $serial = (Get-NpDnsZone shop.example).Serial
            $said = Test-NpMailDomain shop.example -Fix -WhatIf -Verbose 4>&1
            @($said | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }).Message -join "`n" | Should -BeLike '*MX*DKIM*'
            @($said | Where-Object { $_ -isnot [System.Management.Automation.VerboseRecord] }).Verdict | Should -Be Fail
            (Get-NpDnsZone shop.example).Serial | Should -Be $serial
            @(Get-NpDnsRecord shop.example).Count | Should -Be 1
            (Get-NpMailDomain shop.example).Dkim | Should -BeFalse
        }

        It 'replaces the target of an MX record that does not work, and does not move mail that another server receives' {
            $null = New-NpDnsRecord shop.example '@' MX gone.nodepoint.eu
            $null = New-NpMailDomain moved.example -Client acme
            $null = New-NpDnsZone moved.example ns1.nodepoint.eu -Client acme
            $null = New-NpDnsRecord moved.example '@' NS ns1.nodepoint.eu
            $null = New-NpDnsRecord moved.example '@' MX elsewhere.nodepoint.eu
            $null = New-NpDnsRecord nodepoint.eu elsewhere A 192.0.2.99
            Publish-Zone
            $id = (Get-NpDnsRecord shop.example -Type MX).Id
            (Get-Check (Test-NpMailDomain shop.example) MX).Fix | Should -Be "Set-NpDnsRecord $id -Value mail.nodepoint.eu."
            $check = Get-Check (Test-NpMailDomain moved.example) MX
            "$check", $check.Fix | Should -Be 'MX Fail', ''
            $check.Advice | Should -BeLike '*Set-NpDnsRecord*'
        }

        It 'adds the address of the mail server to a policy that does not allow it' {
            $null = New-NpDnsRecord shop.example '@' TXT 'v=spf1 ip4:192.0.2.1 -all'
            Publish-Zone
            $check = Get-Check (Test-NpMailDomain shop.example) SPF
            $check.Fix | Should -Be "Set-NpSpf shop.example -Add ip4:$address"
            $null = Invoke-Expression $check.Fix
            Publish-Zone
            "$(Get-Check (Test-NpMailDomain shop.example) SPF)" | Should -Be 'SPF Pass'
        }

        It 'names the term that denies the address of the mail server, which no addition outweighs' {
            $null = New-NpDnsRecord shop.example '@' TXT 'v=spf1 -ip4:127.0.0.0/8 mx -all'
            Publish-Zone
            $check = Get-Check (Test-NpMailDomain shop.example) SPF
            "$check", $check.Fix | Should -Be 'SPF Fail', ''
            $check.Advice | Should -BeLike "*Set-NpSpf shop.example -Remove '-ip4:127.0.0.0/8' -Add ip4:$address"
            $null = New-NpDnsRecord shop.example '@' MX mail.nodepoint.eu -WarningAction SilentlyContinue
            Set-NpSpf shop.example -Remove '-ip4:127.0.0.0/8'
            Publish-Zone
            "$(Get-Check (Test-NpMailDomain shop.example) SPF)" | Should -Be 'SPF Pass'
        }

        It 'does not know whether mail that a relay sends passes DMARC' {
            Set-NpMailDomain shop.example -RelayHost smtp.example.net
            $null = New-NpDnsRecord shop.example _dmarc TXT 'v=DMARC1; p=reject'
            Publish-Zone
            $test = Test-NpMailDomain shop.example
            "$(Get-Check $test SPF)", "$(Get-Check $test DMARC)" | Should -Be 'SPF Skip', 'DMARC Skip'
        }

        It 'says that the panel has a record that the name servers do not answer with' {
            Set-NpDkim shop.example
            $check = Get-Check (Test-NpMailDomain shop.example) DKIM
            "$check", $check.Fix | Should -Be 'DKIM Fail', ''
            $check.Advice | Should -BeLike '*Test-NpDnsZone shop.example'
            $null = New-NpDnsRecord shop.example '@' MX mail.nodepoint.eu
            $check = Get-Check (Test-NpMailDomain shop.example) MX
            "$check", $check.Fix | Should -Be 'MX Fail', ''
            $check.Advice | Should -BeLike '*Test-NpDnsZone shop.example'
        }

        It 'finds a published key that is not the panel''s, that is short, or that there are two of' {
            Set-NpDkim shop.example -KeyLength 1024
            Publish-Zone
            "$(Get-Check (Test-NpMailDomain shop.example) DKIM)" | Should -Be 'DKIM Warn'
            # A key in test mode signs nothing that counts, for DMARC neither.
            $record = Get-NpDnsRecord shop.example -Type TXT | Where-Object Name -like '*_domainkey*'
            Set-NpDnsRecord $record -Value ($record.Value -replace 't=s', 't=y') -WarningAction SilentlyContinue
            $null = New-NpDnsRecord shop.example _dmarc TXT 'v=DMARC1; p=reject'
            $null = New-NpDnsRecord shop.example '@' TXT 'v=spf1 -all'
            Publish-Zone
            $test = Test-NpMailDomain shop.example
            "$(Get-Check $test DKIM)", "$(Get-Check $test DMARC)" | Should -Be 'DKIM Fail', 'DMARC Fail'
            $other = New-NpDkimKey -Selector default
            Set-NpDnsRecord $record -Value $other.RecordValue
            Publish-Zone
            $check = Get-Check (Test-NpMailDomain shop.example) DKIM
            "$check", $check.Fix | Should -Be 'DKIM Fail', 'Set-NpDkim shop.example'
            $null = New-NpDnsRecord shop.example $record.Name TXT 'v=DKIM1; p=' -Force
            Publish-Zone
            (Get-Check (Test-NpMailDomain shop.example) DKIM).Found | Should -BeLike '2 TXT records*'
        }
    }
}
