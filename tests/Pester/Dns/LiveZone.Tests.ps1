BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

Describe 'Zones on their name servers' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/ZoneText.ps1')

        # A zone of the panel, on a primary and a secondary server.
        function New-LiveZone([string] $Name = 'shop.example') {
            $null = New-NpDnsZone $Name "ns1.$Name" -Client acme
            $null = New-NpDnsRecord $Name '@' NS "ns1.$Name."
            $null = New-NpDnsRecord $Name '@' NS "ns2.$Name."
            $null = New-NpDnsRecord $Name ns1 A 127.0.1.13
            $null = New-NpDnsRecord $Name ns2 A 127.0.1.14
            $null = New-NpDnsRecord $Name www A 203.0.113.10
            $null = New-NpDnsRecord $Name www A 203.0.113.11
        }

        # Starts both servers with zones of the panel, and waits until the secondary server has transferred them.
        function Start-Pair([string[]] $Name = 'shop.example') {
            $one, $two = (Use-LoopbackAddress 127.0.1.13), (Use-LoopbackAddress 127.0.1.14)
            $port = Find-FreePort $two
            $primary = Start-NameServer $one -Zone @($Name | ForEach-Object { @{ Name = $_; Text = Get-ZoneText $_; AllowTransfer = $two; AlsoNotify = "$two port $port" } })
            $script:servers.Add($primary)
            $secondary = Start-NameServer $two -Port $port -Zone @($Name | ForEach-Object { @{ Name = $_; Primary = "$one port $($primary.Port)" } })
            $script:servers.Add($secondary)
            Wait-NpDnsZone $Name -Server $primary.Name, $secondary.Name -TimeoutSec 60 -IntervalSec 1
            $primary, $secondary
        }

        function Start-One([string] $Name, [string] $Text, [string] $Option = 'recursion no;', [string] $Transfer = 'none') {
            $server = Start-NameServer 127.0.1.13 -Option $Option -Zone @{ Name = $Name; Text = $Text; AllowTransfer = $Transfer }
            $script:servers.Add($server)
            $server
        }

        function Get-Kind($Test) { @($Test.Findings.Kind | ForEach-Object { "$_" }) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $script:servers = [Collections.Generic.List[object]]::new()
    }
    AfterEach { $script:servers | ForEach-Object { Stop-NameServer $_ } }
    AfterAll { Stop-SpecPanel }

    It 'are compared with BIND, if it is installed' {
        if (-not $IsNameServerInstalled) { Set-ItResult -Skipped -Because $NoNameServer }
    }

    Context 'with BIND' -Skip:(-not $IsNameServerInstalled) {
        It 'pass when both servers have the serial and the records of the panel' {
            New-LiveZone
            $primary, $secondary = Start-Pair
            $test = Test-NpDnsZone shop.example -Server $primary.Name, $secondary.Name
            ($test.Findings -join "`n") | Should -BeNullOrEmpty
            "$($test.Verdict)", $test.Current, $test.Zone | Should -Be @('Pass', '2/2', 'shop.example.')
            $test.Servers.Serial | Should -Be @((Get-NpDnsZone shop.example).Serial, (Get-NpDnsZone shop.example).Serial)
            $test.Servers.Port | Should -Be @($primary.Port, $secondary.Port)
        }

        It 'have the panel''s value of each of the 18 types on the server, with awkward data' {
            $null = New-NpDnsZone types.example ns1.types.example -Client acme
            $long = 'x' * 250 + 'äöü ; "quoted" \ end ' + 'y' * 300
            $wanted = @(
                @('@', 'NS', 'ns1.types.example.'), @('ns1', 'A', '127.0.1.13'), @('ns1', 'AAAA', '2001:db8::13'), @('www', 'CNAME', 'ns1.types.example.'), @('shop', 'ALIAS', 'ns1.types.example.'),
                @('@', 'MX', '10 mail.types.example.'), @('mail', 'A', '203.0.113.12'), @('@', 'TXT', 'v=spf1 mx -all'), @('long', 'TXT', $long), @('_sip._tcp', 'SRV', '5 10 5060 mail.types.example.'),
                @('@', 'CAA', '0 issue "ca.example; account=1"'), @('_443._tcp.mail', 'TLSA', ('3 1 1 ' + 'AB' * 32)), @('mail', 'SSHFP', ('4 2 ' + 'CD' * 32)), @('host', 'HINFO', '"PC-Intel 700" "Linux"'),
                @('naptr', 'NAPTR', '100 10 "U" "E2U+sip" "!^.*$!sip:info@types.example!" .'), @('home', 'LOC', '52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m'), @('who', 'RP', 'admin.types.example. who-text.types.example.'),
                @('who-text', 'TXT', 'x'), @('old', 'DNAME', 'new.example.'), @('7', 'PTR', 'host.types.example.'), @('host', 'A', '203.0.113.7'), @('sub', 'NS', 'ns1.types.example.'), @('sub', 'DS', ('12345 13 2 ' + 'EF' * 32)), @('*.wild', 'A', '203.0.113.9')
            )
            foreach ($one in $wanted) { $null = New-NpDnsRecord types.example $one[0] $one[1] $one[2] }
            @(Get-NpDnsRecord types.example | Select-Object -ExpandProperty Type -Unique).Count | Should -Be 18
            $server = Start-One types.example (Get-ZoneText types.example)
            $test = Test-NpDnsZone types.example -Server $server.Name
            ($test.Findings -join "`n") | Should -BeNullOrEmpty

            # The whole zone is compared the same when the server transfers it.
            $server.Zones['types.example'].AllowTransfer = 'any'
            Update-NameServer $server
            $test = Test-NpDnsZone types.example -Server $server.Name
            Get-Kind $test | Should -Be 'OpenTransfer'
        }

        It 'fail when the secondary server has an old serial, and Wait-NpDnsZone names it until it has the new one' {
            New-LiveZone
            $primary, $secondary = Start-Pair
            $before = (Get-NpDnsZone shop.example).Serial
            # The secondary server cannot transfer the change.
            $primary.Zones['shop.example'].AllowTransfer = 'none'
            Update-NameServer $primary
            $null = New-NpDnsRecord shop.example new A 203.0.113.20
            Set-NameServerZone $primary shop.example (Get-ZoneText shop.example)
            Wait-NpDnsZone shop.example -Server $primary.Name -TimeoutSec 60 -IntervalSec 1

            $test = Test-NpDnsZone shop.example -Server $primary.Name, $secondary.Name
            Get-Kind $test | Should -Be 'OldSerial'
            "$($test.Verdict)", $test.Current | Should -Be @('Fail', '1/2')
            $test.Findings[0].Server | Should -Be $secondary.Name
            $test.Findings[0].Found | Should -Be "$before"
            $test.Findings[0].Advice | Should -BeLike '*transfer*'

            { Wait-NpDnsZone shop.example -Server $primary.Name, $secondary.Name -TimeoutSec 0 -ErrorAction Stop } |
                Should -Throw -ErrorId 'SerialNotReached*' -ExpectedMessage "*1 of 2 name servers of zone shop.example. do not have serial $((Get-NpDnsZone shop.example).Serial): $($secondary.Name) has $before.*"

            $primary.Zones['shop.example'].AllowTransfer = $secondary.Address
            Update-NameServer $primary
            Invoke-NameServerControl $secondary retransfer shop.example
            $state = Wait-NpDnsZone shop.example -Server $primary.Name, $secondary.Name -TimeoutSec 60 -IntervalSec 1 -PassThru
            $state.IsCurrent, $state.Current | Should -Be @($true, '2/2')
            "$((Test-NpDnsZone shop.example -Server $primary.Name, $secondary.Name).Verdict)" | Should -Be 'Pass'
        }

        It 'fail when records are missing, surplus or different, each with what to do' {
            New-LiveZone
            $null = New-NpDnsRecord shop.example mail A 203.0.113.12
            $null = New-NpDnsRecord shop.example '@' MX mail.shop.example. -Priority 10
            $null = New-NpDnsRecord shop.example note TXT 'one' -Ttl 600
            $text = (Get-ZoneText shop.example) -replace '(?m)^www\.shop\.example\. .*203\.0\.113\.11\n', '' -replace '(?m)^mail\.shop\.example\. (.*)203\.0\.113\.12', 'mail.shop.example. ${1}203.0.113.99' `
                -replace '(?m)^note\.shop\.example\. 600 ', 'note.shop.example. 900 '
            $server = Start-One shop.example ($text + "www 3600 IN AAAA 2001:db8::1`nns1 3600 IN A 127.0.1.99`n")
            $test = Test-NpDnsZone shop.example -Server $server.Name
            $found = $test.Findings | Sort-Object Kind, Name | ForEach-Object { "$($_.Kind) $($_.Name) $($_.Type) $($_.Found) $($_.Wanted)".TrimEnd() }
            $found | Should -Be @(
                'MissingRecord www A  203.0.113.11'
                'SurplusRecord ns1 A 127.0.1.99'
                'SurplusRecord www AAAA 2001:db8::1'
                'DifferentRecord mail A 203.0.113.99 203.0.113.12'
                'DifferentTtl note TXT 900 600'
            )
            $test.Findings | ForEach-Object { $_.Advice | Should -BeLike '*Np*'; $_.Message | Should -BeLike "*$($server.Name)*" }
            "$($test.Verdict)" | Should -Be 'Fail'
        }

        It 'have a surplus record found at a name of which the panel knows nothing, when the zone can be transferred' {
            New-LiveZone
            $server = Start-One shop.example ((Get-ZoneText shop.example) + "hidden 3600 IN A 203.0.113.66`n") -Transfer any
            $test = Test-NpDnsZone shop.example -Server $server.Name
            Get-Kind $test | Should -Be @('SurplusRecord', 'OpenTransfer')
            $test.Findings[0].Name | Should -Be 'hidden'
            $test.Findings[1].Advice | Should -BeLike '*allow-transfer*-Xfer*'

            # Who is in the zone's list may transfer it.
            $null = Set-NpDnsZone shop.example -Xfer 127.0.0.0/8 -Serial (Get-NpDnsZone shop.example).Serial
            Get-Kind (Test-NpDnsZone shop.example -Server $server.Name) | Should -Not -Contain 'OpenTransfer'
        }

        It 'are warned about when the server offers recursion' {
            New-LiveZone
            $server = Start-One shop.example (Get-ZoneText shop.example) -Option 'recursion yes; allow-recursion { any; }; forward only; forwarders { 127.0.1.15; };'
            $test = Test-NpDnsZone shop.example -Server $server.Name
            Get-Kind $test | Should -Be 'OpenRecursion'
            "$($test.Verdict)" | Should -Be 'Warn'
            $test.Findings[0].Advice | Should -BeLike '*recursion no;*'
        }

        It 'fail with the reason when a server refuses, has no such zone, could not load it, or is stopped' {
            New-LiveZone
            $server = Start-One other.example "@ 60 IN SOA ns1 hostmaster 1 60 60 60 60`n@ 60 IN NS ns1`nns1 60 IN A 127.0.1.13`n"
            $test = Test-NpDnsZone shop.example -Server $server.Name
            Get-Kind $test | Should -Be 'NotServed'
            $test.Servers[0].Problem | Should -BeLike '*REFUSED*'
            "$($test.Verdict)", $test.Current | Should -Be @('Fail', '0/1')

            # The panel's mistake keeps BIND from loading the zone.
            Add-NameServerZone $server @{ Name = 'shop.example'; Text = (Get-ZoneText shop.example) + "www 3600 IN CNAME ns1`n" }
            Update-NameServer $server
            $test = Test-NpDnsZone shop.example -Server $server.Name
            Get-Kind $test | Should -Be 'NotServed'
            $test.Findings[0].Message | Should -BeLike '*SERVFAIL*'
            $test.Findings[0].Advice | Should -BeLike '*named-checkzone*'

            Stop-NameServer $server -Keep
            $test = Test-NpDnsZone shop.example -Server $server.Name -TimeoutSec 1
            Get-Kind $test | Should -Be 'NoAnswer'
            $test.Findings[0].Message | Should -BeLike '*no response within 1 seconds*refused*'
            { Wait-NpDnsZone shop.example -Server $server.Name -TimeoutSec 0 -ErrorAction Stop } | Should -Throw -ErrorId 'SerialNotReached*' -ExpectedMessage "*$($server.Name) has none (*"
        }

        It 'fail when the records of the panel break rules of the DNS' {
            New-LiveZone
            $null = New-NpDnsRecord shop.example alias CNAME www.shop.example.
            $null = New-NpDnsRecord shop.example '@' MX alias.shop.example. -Priority 10 -Force
            $null = New-NpDnsRecord shop.example dead CNAME gone.shop.example.
            $null = New-NpDnsRecord shop.example '@' MX nowhere.shop.example. -Priority 20 -WarningAction SilentlyContinue
            $null = New-NpDnsRecord shop.example two TXT one -Ttl 300
            $null = New-NpDnsRecord shop.example two TXT two -Ttl 600 -Force
            $server = Start-One shop.example (Get-ZoneText shop.example)
            $test = Test-NpDnsZone shop.example -Server $server.Name
            $messages = $test.Findings.Message -join "`n"
            $messages | Should -BeLike "*MX*alias.shop.example.* must not point to alias.shop.example. CNAME*"
            $messages | Should -BeLike "*MX '20 nowhere.shop.example.' points to nowhere.shop.example., which does not exist*"
            $messages | Should -BeLike "*dead CNAME 'gone.shop.example.' points to gone.shop.example., which does not exist*"
            $messages | Should -BeLike '*two.shop.example. TXT*has -Ttl 600*'
            $test.Findings.Count | Should -Be 4
        }

        It 'are compared for many zones at once, in the order of the input' {
            $names = 1..20 | ForEach-Object { "zone$_.example" }
            $names | ForEach-Object {
                $null = New-NpDnsZone $_ "ns1.$_"
                $null = New-NpDnsRecord $_ '@' NS "ns1.$_."
                $null = New-NpDnsRecord $_ ns1 A 127.0.1.13
            }
            $server = Start-NameServer 127.0.1.13 -Zone @($names | ForEach-Object { @{ Name = $_; Text = Get-ZoneText $_ } })
            $script:servers.Add($server)
            $tests = Get-NpDnsZone zone* | Test-NpDnsZone -Server $server.Name -ThrottleLimit 8
            $tests.Zone | Should -Be @((Get-NpDnsZone zone*).Origin)
            @($tests.Verdict | ForEach-Object { "$_" } | Select-Object -Unique) | Should -Be 'Pass'
            @(Test-NpDnsZone zone1* -Server $server.Name).Count | Should -Be 11
            $tests[0] | Get-NpDnsZone | Select-Object -ExpandProperty Origin | Should -Be 'zone1.example.'
        }

        It 'have valid signatures, and fail when these are expired or missing' {
            New-LiveZone signed.example
            $null = Set-NpDnssec signed.example -Enabled $true
            $text = Get-ZoneText signed.example
            $server = Start-One signed.example $text
            Get-Kind (Test-NpDnsZone signed.example -Server $server.Name) | Should -Be 'NotSigned'

            Set-NameServerZone $server signed.example (ConvertTo-SignedZone signed.example $text).Text
            Invoke-NameServerControl $server flush
            $test = Test-NpDnsZone signed.example -Server $server.Name
            ($test.Findings -join "`n") | Should -BeNullOrEmpty

            Set-NameServerZone $server signed.example (ConvertTo-SignedZone signed.example $text -Validity '-s', '20200101000000', '-e', '20200201000000').Text
            $test = Test-NpDnsZone signed.example -Server $server.Name
            Get-Kind $test | Should -Be 'SignatureInvalid'
            $test.Findings[0].Message | Should -BeLike '*expired on 2020-02-01 00:00Z*'

            $soon = [DateTime]::UtcNow.AddDays(1).ToString('yyyyMMddHHmmss')
            Set-NameServerZone $server signed.example (ConvertTo-SignedZone signed.example $text -Validity '-e', $soon).Text
            Get-Kind (Test-NpDnsZone signed.example -Server $server.Name) | Should -Be 'SignatureExpiresSoon'
        }

        It 'that are signed are current with the serial of the signed copy, not with an older one that looks the same' {
            New-LiveZone signed.example
            $null = Set-NpDnssec signed.example -Enabled $true
            $server = Start-One signed.example (ConvertTo-SignedZone signed.example (Get-ZoneText signed.example)).Text
            $serial = (Get-NpDnsZone signed.example).Serial
            (Wait-NpDnsZone signed.example -Server $server.Name -TimeoutSec 0 -PassThru).Servers.Serial | Should -Be ($serial + 1)

            # The panel's serial is now that of the old signed copy.
            $null = New-NpDnsRecord signed.example new A 203.0.113.20
            (Get-NpDnsZone signed.example).Serial | Should -Be ($serial + 1)
            { Wait-NpDnsZone signed.example -Server $server.Name -TimeoutSec 0 -ErrorAction Stop } | Should -Throw -ErrorId 'SerialNotReached*'
            $test = Test-NpDnsZone signed.example -Server $server.Name
            Get-Kind $test | Should -Be 'OldSerial'
            $test.Findings[0].Message | Should -BeLike "*has serial $($serial + 1), which is older than $($serial + 2) for the signed copy of the panel's $($serial + 1).*"

            Set-NameServerZone $server signed.example (ConvertTo-SignedZone signed.example (Get-ZoneText signed.example)).Text
            Wait-NpDnsZone signed.example -Server $server.Name -TimeoutSec 60 -IntervalSec 1
            "$((Test-NpDnsZone signed.example -Server $server.Name).Verdict)" | Should -Be 'Pass'
        }
    }

    It 'fail with the reason where a name server has no address' {
        $null = New-NpDnsZone lost.example ns1.lost.example
        $null = New-NpDnsRecord lost.example '@' NS ns1.lost.example. -WarningAction SilentlyContinue
        # Nobody answers at the resolver's address, so that nothing leaves this computer.
        $test = Test-NpDnsZone lost.example -Resolver "127.0.1.15:$(Find-FreePort 127.0.1.15)" -TimeoutSec 1
        Get-Kind $test | Should -Be @('UnknownAddress', 'InvalidRecord', 'NotChecked')
        "$($test.Verdict)" | Should -Be 'Fail'
        { Wait-NpDnsZone lost.example -Resolver "127.0.1.15:$(Find-FreePort 127.0.1.15)" -TimeoutSec 0 -ErrorAction Stop } | Should -Throw -ErrorId 'SerialNotReached*' -ExpectedMessage '*ns1.lost.example has none*'
    }

    It 'fail when they are disabled on the panel' {
        New-LiveZone
        Disable-NpDnsZone shop.example
        $test = Test-NpDnsZone shop.example -Server 127.0.1.13
        Get-Kind $test | Should -Be 'NotPublished'
        $test.Findings[0].Advice | Should -BeLike '*Enable-NpDnsZone shop.example.*'
    }

    It 'cannot be tested with <Server>, which is not a name server' -TestCases @{ Server = 'ns1.example.com:' }, @{ Server = '192.0.2.1:70000' }, @{ Server = 'two words' }, @{ Server = ':53' }, @{ Server = '[2001:db8::1' } {
        { Test-NpDnsZone nodepoint.eu -Server $Server } | Should -Throw -ErrorId 'InvalidNameServer*'
        { Wait-NpDnsZone nodepoint.eu -Resolver $Server } | Should -Throw -ErrorId 'InvalidNameServer*'
    }

    It 'are not found with the name of another zone' {
        { Test-NpDnsZone missing.example -Server 127.0.1.13 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { Wait-NpDnsZone missing.example -Server 127.0.1.13 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
