# Test-NpPlatform on a whole platform: green first, then each fault with its advice.
BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1') }

Describe 'Test-NpPlatform' -Tag Seed {
    BeforeAll {
        $contract = Join-Path $PSScriptRoot '../../../src/Nodepoint.Sandbox/Contract/seed.json'
        # The server has applied everything, and has reported one mailbox with 50 MB and one website with 10 MB.
        $seed = Get-Content $contract -Raw | ConvertFrom-Json -AsHashtable
        foreach ($server in $seed.tables.server) { $server.updated = 1000000 }
        $seed.tables.server_ip = @()
        $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
        $seed.tables.monitor_data = @(
            @{ server_id = 1; type = 'email_quota'; created = $now; data = 'a:1:{s:21:"info@customer.example";a:1:{s:4:"used";i:52428800;}}'; state = 'ok' }
            @{ server_id = 1; type = 'harddisk_quota'; created = $now; data = 'a:1:{s:4:"user";a:1:{s:4:"web1";a:4:{s:4:"used";s:5:"10240";s:4:"soft";s:1:"0";s:4:"hard";s:1:"0";s:5:"files";s:2:"70";}}}'; state = 'ok' }
        )
        $file = Join-Path $TestDrive seed.json
        $seed | ConvertTo-Json -Depth 20 | Set-Content $file
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') -SeedFile $file
        . (Join-Path $PSScriptRoot '../../Platform/Platform.ps1')
        $before = $env:XDG_CONFIG_HOME
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName config)).FullName
        # The findings of a check, with their severity.
        function Get-Finding($Test, [string] $Check) { @($Test.Findings | Where-Object { "$($_.Check)" -eq $Check }) }
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'checks a whole platform, if its servers are installed' {
        if (-not $IsPlatformPossible) { Set-ItResult -Skipped -Because ($NoPlatform -join '; ') }
    }

    Context 'without a profile' {
        AfterAll { Get-NpPanel late* | Disconnect-NpPanel; Get-NpSandbox late* | Stop-NpSandbox }

        It 'says so, and checks jobs and quotas only' {
            $test = Test-NpPlatform
            $test.Panel | Should -Be 'spec'
            $test.Profile | Should -BeNullOrEmpty
            "$($test.Verdict)" | Should -Be 'Warn'
            "$($test.Findings.Check)" | Should -Be 'Profile'
            $test.Findings.Advice | Should -BeLike '*Register-NpPanel*Set-NpPlatform*'
        }

        It 'finds a change that has waited for a server for <Words>' -ForEach @(
            @{ Minutes = 20; Words = '20 minutes'; Severity = 'Warn' }
            @{ Minutes = 130; Words = '2 hours'; Severity = 'Fail' }
            @{ Minutes = 3000; Words = 'more than a day'; Severity = 'Fail' }
        ) {
            $late = Get-Content $contract -Raw | ConvertFrom-Json -AsHashtable
            $late.tables.sys_datalog = @(@{ datalog_id = 1; server_id = 1; dbtable = 'mail_domain'; dbidx = 'domain_id:1'; action = 'u'; tstamp = [DateTimeOffset]::UtcNow.AddMinutes(-$Minutes).ToUnixTimeSeconds(); user = 'admin'; data = 'a:2:{s:3:"new";a:1:{s:6:"active";s:1:"y";}s:3:"old";a:1:{s:6:"active";s:1:"n";}}'; status = 'ok'; error = ''; session_id = '' })
            $path = Join-Path $TestDrive "late$Minutes.json"
            $late | ConvertTo-Json -Depth 20 | Set-Content $path
            $panel = Start-NpSandbox "late$Minutes" -Seed $path
            $null = Connect-NpPanel $panel.Uri -Credential $panel.Credential -CertificatePin $panel.CertificatePin -Name "late$Minutes" -KeepDefault
            $found = Get-Finding (Test-NpPlatform -Panel "late$Minutes") Jobs
            $found.Count | Should -Be 1
            "$($found.Severity)" | Should -Be $Severity
            $found.Found | Should -BeLike "1 change is not applied yet by server ispc.nodepoint.test, the oldest for $Words."
            $found.Advice | Should -BeLike '*server.sh*'
        }

        It 'finds nothing in a change of now' {
            $panel = Start-NpSandbox late-not
            $null = Connect-NpPanel $panel.Uri -Credential $panel.Credential -CertificatePin $panel.CertificatePin -Name late-not -KeepDefault
            $null = New-NpMailDomain new.example -Client acme -Panel late-not
            (Get-NpJobQueue -Panel late-not).Waiting | Should -BeGreaterThan 0
            Get-Finding (Test-NpPlatform -Panel late-not) Jobs | Should -BeNullOrEmpty
        }

        It 'has the result of each of several panels, in their order' {
            (Test-NpPlatform -Panel late20, spec, late130).Panel | Should -Be 'late20', 'spec', 'late130'
            (Test-NpPlatform -Panel late20, spec, late130 | ForEach-Object { "$($_.Verdict)" }) | Should -Be 'Warn', 'Warn', 'Fail'
            $shown = (Test-NpPlatform -Panel late130, spec | Out-String) -split '\r?\n'
            $shown[0..20] | Where-Object { $_ -like 'late130: *Fail*' } | Should -HaveCount 1
            $shown | Where-Object Length -GT 120 | Should -BeNullOrEmpty
        }
    }

    Context 'on a platform' -Skip:(-not $IsPlatformPossible) {
        BeforeAll {
            $platform = Start-TestPlatform
            Register-NpPanel spec $sandbox.Uri -CertificatePin $sandbox.CertificatePin
            $profile = Get-TestPlatformProfile $platform
            Set-NpPlatform spec @profile
            foreach ($address in '127.0.1.11', '127.0.1.12', '127.0.1.13', '127.0.1.14') { $null = New-NpServerIp $address }
            $null = New-NpDnsZone customer.example -Ns ns1.nodepoint.eu -Client acme
            $null = 'ns1.nodepoint.eu.', 'ns2.nodepoint.eu.' | ForEach-Object { New-NpDnsRecord customer.example '@' NS $_ }
            Add-TestPlatformZone $platform customer.example (Get-ZoneText customer.example)
            $null = New-NpMailDomain customer.example -Client acme
            $null = New-NpMailbox info@customer.example -Password 'Mb-Pw-123!' -Quota 1GB
            $null = New-NpWebsite customer.example -Client acme -Quota 100MB
            function Test-Platform { Test-NpPlatform -CaCertificate $platform.Authority.Path }
        }
        AfterAll { Stop-TestPlatform $platform }

        It 'passes where everything is right, and says what came from the profile' {
            $said = @(Test-NpPlatform -CaCertificate $platform.Authority.Path -Verbose 4>&1)
            $test = $said | Where-Object { $_ -isnot [Management.Automation.VerboseRecord] }
            $test.Findings | Should -BeNullOrEmpty
            "$($test.Verdict)" | Should -Be 'Pass'
            $test.Profile | Should -Be (Get-NpPlatform spec).Path
            $text = $said -join "`n"
            $text | Should -BeLike "*Platform profile of panel 'spec': *spec.json.*Service mail: mail.nodepoint.eu 127.0.1.12, from the platform profile.*Resolvers: *from the platform profile*"
            $test | Out-String | Should -BeLike '*spec: *Pass*'
        }

        It 'finds that ns2 has an old serial' {
            try {
                $platform.Ns1.Zones['customer.example'].AllowTransfer = 'none'
                Update-NameServer $platform.Ns1
                Update-NpDnsSerial customer.example
                Set-NameServerZone $platform.Ns1 customer.example (Get-ZoneText customer.example)
                $found = Get-Finding (Test-Platform) Serials
                $found.Count | Should -Be 1
                "$($found.Severity)" | Should -Be 'Fail'
                $found.Found | Should -BeLike "127.0.1.14* has an older serial than 127.0.1.13* for customer.example (* instead of $((Get-NpDnsZone customer.example).Serial))."
                $found.Advice | Should -BeLike '*127.0.1.13*allows it to transfer*retransfer*'
            }
            finally {
                $platform.Ns1.Zones['customer.example'].AllowTransfer = $platform.Ns2.Address
                Update-NameServer $platform.Ns1
                Wait-PlatformZone $platform customer.example
            }
            Get-Finding (Test-Platform) Serials | Should -BeNullOrEmpty
        }

        It 'finds that no name server has the serial of the panel yet' {
            Update-NpDnsSerial customer.example
            $found = Get-Finding (Test-Platform) Serials
            "$($found.Severity)" | Should -Be 'Warn'
            $found.Found | Should -BeLike 'No name server has the panel''s serial for customer.example (*'
            $found.Advice | Should -BeLike '*Wait-NpJobQueue*'
            Update-TestPlatformZone $platform customer.example (Get-ZoneText customer.example)
            Get-Finding (Test-Platform) Serials | Should -BeNullOrEmpty
        }

        It 'finds that a name server does not have a zone: one finding for all of them' {
            $names = 1..7 | ForEach-Object { "unserved$_.example" }
            $names | ForEach-Object { $null = New-NpDnsZone $_ -Ns ns1.nodepoint.eu -Client acme }
            $found = Get-Finding (Test-Platform) Serials
            $names | Get-NpDnsZone | Remove-NpDnsZone -Confirm:$false
            $found.Count | Should -Be 2
            $found[0].Found | Should -BeLike '127.0.1.13* does not serve unserved1.example, *, and 2 more zones: *'
            "$($found[0].Severity)" | Should -Be 'Fail'
        }

        It 'finds that the address of the mail server has another name' {
            Set-PlatformFault $platform WrongPtr
            try { $found = Get-Finding (Test-Platform) Names }
            finally { Clear-PlatformFault $platform }
            $found.Count | Should -Be 1
            "$($found.Severity)" | Should -Be 'Fail'
            $found.Found | Should -Be '127.0.1.12 has the name host12.provider.example, not mail.nodepoint.eu, which the profile has for mail.'
            $found.Advice | Should -BeLike '*PTR record 12.1.0.127.in-addr.arpa to mail.nodepoint.eu*'
        }

        It 'finds that a host name has another address, or none' {
            try {
                Update-TestPlatformZone $platform nodepoint.eu ((Get-PlatformZoneText 2026010105) -replace 'web 60 IN A 127.0.1.11', 'web 60 IN A 127.0.1.99' -replace 'ftp 60 IN A 127.0.1.11', '')
                $found = Get-Finding (Test-Platform) Names
            }
            finally { Update-TestPlatformZone $platform nodepoint.eu (Get-PlatformZoneText 2026010106) }
            $found.Count | Should -Be 2
            $found[0].Found | Should -Be 'web.nodepoint.eu does not have 127.0.1.11, which the profile has for web. It has 127.0.1.99.'
            $found[0].Advice | Should -BeLike "*web.nodepoint.eu*Set-NpPlatform -Service*'127.0.1.99'*"
            $found[1].Found | Should -Be 'ftp.nodepoint.eu, the host name of ftp, has no address in the DNS.'
            $found[1].Advice | Should -BeLike '*127.0.1.11*New-NpDnsRecord*'
        }

        It 'finds an address that the panel does not know, and one that the profile does not know' {
            Remove-NpServerIp 127.0.1.12 -Confirm:$false
            $null = New-NpServerIp 203.0.113.77
            try { $found = Get-Finding (Test-Platform) Addresses }
            finally {
                $null = New-NpServerIp 127.0.1.12
                Remove-NpServerIp 203.0.113.77 -Confirm:$false
            }
            $found.Count | Should -Be 2
            $found[0].Found | Should -Be 'The panel does not know 127.0.1.12, the address of mail in the profile.'
            $found[0].Advice | Should -BeLike '*New-NpServerIp 127.0.1.12*Set-NpPlatform*'
            $found[1].Found | Should -BeLike '*203.0.113.77*'
            $found[1].Advice | Should -BeLike '*Remove-NpServerIp 203.0.113.77*'
        }

        It 'finds a full mailbox and a nearly full website, the fullest first' {
            Set-NpMailbox info@customer.example -Quota 50MB
            Set-NpWebsite customer.example -Quota 11MB
            try { $found = Get-Finding (Test-Platform) Quota }
            finally {
                Set-NpMailbox info@customer.example -Quota 1GB
                Set-NpWebsite customer.example -Quota 100MB
            }
            $found.Found | Should -Be 'Mailbox info@customer.example uses 100 % of its quota: 50 MB of 50 MB.', 'Website customer.example uses 90.9 % of its quota: 10 MB of 11 MB.'
            ($found | ForEach-Object { "$($_.Severity)" }) | Should -Be 'Fail', 'Warn'
            $found[0].Advice | Should -BeLike '*Set-NpMailbox info@customer.example -Quota 100MB'
            $found[1].Advice | Should -BeLike '*Set-NpWebsite customer.example -DiskQuota 22MB'
        }

        It 'has the certificates of the services, and their other verdicts' {
            Set-PlatformFault $platform CertificateExpired
            try { $test = Test-Platform }
            finally { Clear-PlatformFault $platform }
            "$($test.Verdict)" | Should -Be 'Fail'
            (Get-Finding $test Certificates).Found | Should -Not -BeNullOrEmpty
            (Get-Finding $test Certificates).Found | ForEach-Object { $_ | Should -BeLike '*expired*' }
            Set-PlatformFault $platform DovecotStopped
            try { $test = Test-Platform }
            finally { Clear-PlatformFault $platform }
            (Get-Finding $test Services).Found | Where-Object { $_ -like '*imap*' } | Should -Not -BeNullOrEmpty
            (Test-Platform).Findings | Should -BeNullOrEmpty
        }
    }
}
