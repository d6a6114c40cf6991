BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

Describe 'SPF of a sending address' {
    BeforeAll {
        if (-not (Get-Module Nodepoint)) { Import-Module (Join-Path $PSScriptRoot '../../../artifacts/Nodepoint/Nodepoint.psd1') }
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
    }

    It 'is evaluated with records from BIND, if it is installed' {
        if (-not $IsNameServerInstalled) { Set-ItResult -Skipped -Because $NoNameServer }
    }

    Context 'with BIND' -Skip:(-not $IsNameServerInstalled) {
        BeforeAll {
            $soa = "@ 60 IN SOA ns1 hostmaster 1 60 60 60 60`n@ 60 IN NS ns1`nns1 60 IN A 127.0.1.13`n"
            # A string of a TXT record has at most 255 bytes.
            $long = ('v=spf1 ' + (1..30 | ForEach-Object { "ip4:198.51.100.$_ " }) + '-all' -split '(.{200})' -ne '' | ForEach-Object { "`"$_`"" }) -join ' '
            $bind = Start-NameServer 127.0.1.13 -Zone @{
                Name = 'sender.example'
                Text = $soa + @"
@ 60 IN TXT "v=spf1 mx include:_spf.sender.example -all exp=why.sender.example"
@ 60 IN MX 10 mail
mail 60 IN A 203.0.113.12
mail 60 IN AAAA 2001:db8::12
_spf 60 IN TXT "v=spf1 ip4:198.51.100.0/24 ~all"
why 60 IN TXT "%{i} may not send for %{d}"
long 60 IN TXT $long
broken 60 IN TXT "v=spf1 ip4:203.0.113.300 -all"
none 60 IN TXT "nothing of interest"
www 60 IN CNAME none
"@ + "`n"
            }
        }
        AfterAll { Stop-NameServer $bind }

        It 'is <Result> for <Address> of <Domain>' -TestCases @(
            @{ Domain = 'sender.example'; Address = '203.0.113.12'; Result = 'Pass'; Mechanism = 'mx' }
            @{ Domain = 'Sender.Example.'; Address = '2001:db8::12'; Result = 'Pass'; Mechanism = 'mx' }
            @{ Domain = 'sender.example'; Address = '198.51.100.9'; Result = 'Pass'; Mechanism = 'include:_spf.sender.example' }
            @{ Domain = 'sender.example'; Address = '192.0.2.1'; Result = 'Fail'; Mechanism = '-all' }
            @{ Domain = '_spf.sender.example'; Address = '192.0.2.1'; Result = 'SoftFail'; Mechanism = '~all' }
            @{ Domain = 'long.sender.example'; Address = '198.51.100.30'; Result = 'Pass'; Mechanism = 'ip4:198.51.100.30' }
            @{ Domain = 'broken.sender.example'; Address = '192.0.2.1'; Result = 'PermError'; Mechanism = '' }
            @{ Domain = 'www.sender.example'; Address = '192.0.2.1'; Result = 'None'; Mechanism = '' }
            @{ Domain = 'missing.sender.example'; Address = '192.0.2.1'; Result = 'None'; Mechanism = '' }
        ) {
            $test = Test-NpSpf $Domain $Address -Server $bind.Name
            "$($test.Result)", $test.Mechanism | Should -Be @($Result, $Mechanism)
        }

        It 'has the explanation of the domain when it fails' {
            (Test-NpSpf sender.example 192.0.2.1 -Server $bind.Name).Explanation | Should -Be '192.0.2.1 may not send for sender.example'
        }

        It 'says why a record cannot be evaluated' {
            (Test-NpSpf broken.sender.example 192.0.2.1 -Server $bind.Name).Problem | Should -BeLike "*ip4:203.0.113.300*"
        }

        It 'is evaluated for many rows in the order of the input' {
            $rows = 1..100 | ForEach-Object { [pscustomobject]@{ Domain = 'long.sender.example'; IPAddress = "198.51.100.$_" } }
            $tests = $rows | Test-NpSpf -Server $bind.Name
            @($tests.IPAddress | ForEach-Object { "$_" }) | Should -Be $rows.IPAddress
            @($tests | Where-Object Result -eq Pass).Count | Should -Be 30
        }
    }

    It 'is TempError with the reason when no resolver answers' {
        $test = Test-NpSpf sender.example 192.0.2.1 -Server "127.0.0.1:$(Find-FreePort 127.0.0.1)"
        "$($test.Result)" | Should -Be 'TempError'
        $test.Problem | Should -BeLike '*sender.example could not be looked up*no response within 5 seconds*'
    }

    It 'is TempError when the server only refers to others' -Skip:(-not $IsNameServerInstalled) {
        # The server has the zone, but not the part of it that is delegated, and does not look further.
        $soa = "@ 60 IN SOA ns1 hostmaster 1 60 60 60 60`n@ 60 IN NS ns1`nns1 60 IN A 127.0.1.13`n"
        $bind = Start-NameServer 127.0.1.13 -Zone @{ Name = 'sender.example'; Text = $soa + "sub 60 IN NS ns.other.example.`nalias 60 IN CNAME spf.other.example.`n@ 60 IN TXT `"v=spf1 include:sub.sender.example -all`"`n" }
        try {
            foreach ($domain in 'sender.example', 'sub.sender.example', 'mail.sub.sender.example', 'alias.sender.example', 'other.example') {
                $test = Test-NpSpf $domain 192.0.2.1 -Server $bind.Name
                "$domain $($test.Result)" | Should -Be "$domain TempError"
                $test.Problem | Should -BeLike '*could not be looked up*'
            }
        }
        finally { Stop-NameServer $bind }
    }

    It 'is an error for what is not a domain or an address, and other rows are evaluated' {
        $server = "127.0.0.1:$(Find-FreePort 127.0.0.1)"
        $rows = 'two words', 'me@sender.example', 'sender.example' | ForEach-Object { [pscustomobject]@{ Domain = $_; IPAddress = '192.0.2.1' } }
        @($rows | Test-NpSpf -Server $server -ErrorAction SilentlyContinue -ErrorVariable problems).Domain | Should -Be 'sender.example'
        $problems.FullyQualifiedErrorId | Should -Be (@('InvalidDomainName,Nodepoint.PowerShell.Mail.TestNpSpfCommand') * 2)
        { Test-NpSpf sender.example 192.0.2 -Server $server } | Should -Throw "*Cannot read '192.0.2'*"
    }

    It 'cannot be asked from what is not a name server' {
        { Test-NpSpf sender.example 192.0.2.1 -Server 'two words' } | Should -Throw -ErrorId 'InvalidNameServer*'
    }
}
