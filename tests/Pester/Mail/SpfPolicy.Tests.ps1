BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

Describe 'An SPF policy' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        # Nobody answers there, at once.
        $silent = @{ Server = "127.0.0.1:$(Find-FreePort 127.0.0.1)" }
        function Show-Plan([scriptblock] $Line) { @(& $Line 2>&1 4>&1 | ForEach-Object Message) -join "`n" }
        function Get-Text([string] $Name = '@') { (Get-NpDnsRecord example.com $Name TXT).Value }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'is published for a domain without one, and ends in ~all if nothing else is said' {
        Set-NpSpf example.com -Add mx, ip4:203.0.113.12
        Get-Text | Should -Be 'v=spf1 mx ip4:203.0.113.12 ~all'
        Set-NpSpf new.example.com -Add a -All Fail
        Get-Text new | Should -Be 'v=spf1 a -all'
    }

    It 'is <Text> after <Line>' -TestCases @(
        @{ Line = '-Add include:_spf.example.com'; Text = 'v=spf1 mx ip4:203.0.113.12 ?a include:_spf.example.com ~all exp=why.example.com' }
        @{ Line = '-All Fail'; Text = 'v=spf1 mx ip4:203.0.113.12 ?a -all exp=why.example.com' }
        @{ Line = "-All '-all'"; Text = 'v=spf1 mx ip4:203.0.113.12 ?a -all exp=why.example.com' }
        @{ Line = '-Remove mx'; Text = 'v=spf1 ip4:203.0.113.12 ?a ~all exp=why.example.com' }
        @{ Line = '-Remove a'; Text = 'v=spf1 mx ip4:203.0.113.12 ~all exp=why.example.com' }
        @{ Line = '-Remove +a'; Text = 'v=spf1 mx ip4:203.0.113.12 ?a ~all exp=why.example.com' }
        @{ Line = '-Remove IP4:203.0.113.12/32'; Text = 'v=spf1 mx ?a ~all exp=why.example.com' }
        @{ Line = '-Remove exp'; Text = 'v=spf1 mx ip4:203.0.113.12 ?a ~all' }
        @{ Line = '-Remove all'; Text = 'v=spf1 mx ip4:203.0.113.12 ?a exp=why.example.com' }
        @{ Line = '-Remove all -Add redirect=other.example.com'; Text = 'v=spf1 mx ip4:203.0.113.12 ?a exp=why.example.com redirect=other.example.com' }
        @{ Line = '-Add a'; Text = 'v=spf1 mx ip4:203.0.113.12 a ~all exp=why.example.com' }
        @{ Line = "-Add '-mx', ip6:2001:db8::/32 -Remove ?a"; Text = 'v=spf1 -mx ip4:203.0.113.12 ip6:2001:db8::/32 ~all exp=why.example.com' }
        @{ Line = "-Add 'mx', '+ip4:203.0.113.12/32', '?A' -All SoftFail"; Text = 'v=spf1 mx ip4:203.0.113.12 ?a ~all exp=why.example.com' }
        @{ Line = "-Record 'v=spf1 -all'"; Text = 'v=spf1 -all' }
    ) {
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 mx ip4:203.0.113.12 ?a ~all exp=why.example.com' -Ttl 600
        foreach ($name in '_spf', 'other') { $null = New-NpDnsRecord example.com $name TXT 'v=spf1 ip4:203.0.113.0/24 -all' }
        Invoke-Expression "Set-NpSpf example.com @silent $Line -WarningAction SilentlyContinue"
        Get-Text | Should -Be $Text
        (Get-NpDnsRecord example.com '@' TXT).Ttl | Should -Be 600
        # The same line again changes nothing.
        $serial = (Get-NpDnsZone example.com).Serial
        Invoke-Expression "Set-NpSpf example.com @silent $Line -WarningAction SilentlyContinue"
        (Get-NpDnsZone example.com).Serial | Should -Be $serial
    }

    It 'keeps a long text whole, which name servers get in strings of 255 bytes' {
        $wanted = 1..40 | ForEach-Object { "ip4:198.51.100.$_" }
        Set-NpSpf example.com -Add $wanted -All Fail -WarningVariable warned -WarningAction SilentlyContinue
        Get-Text | Should -Be "v=spf1 $($wanted -join ' ') -all"
        ($warned -join ' ') | Should -BeLike '*450*UDP*include*'
        $written = Get-NpDnsZone example.com | ConvertTo-NpZoneFile | Out-String
        $strings = [regex]::Matches(($written -split "`n" -like '*v=spf1*'), '"([^"]*)"').ForEach({ $_.Groups[1].Value })
        $strings.Length | Measure-Object -Maximum | ForEach-Object Maximum | Should -BeLessOrEqual 255
        $strings -join '' | Should -Be (Get-Text)
    }

    It 'is refused if receivers would treat it as an error: <Line>' -TestCases @(
        @{ Line = '-Add ip4:203.0.113.300'; Says = '*not an IPv4 address*' }
        @{ Line = '-Add ipv4:203.0.113.3'; Says = '*Use ip4*' }
        @{ Line = "-Add 'v=spf1 mx'"; Says = '*-Record*' }
        @{ Line = "-Add '-all'"; Says = '*Use -All*' }
        @{ Line = "-Add 'exists:%{x}.example.com'"; Says = '*part of a macro*' }
        @{ Line = '-Add (1..11 | ForEach-Object { "a:s$_.example.com" })'; Says = '*12*look-ups*' }
        @{ Line = '-Add include:ten.example.com'; Says = '*12*look-ups*' }
        @{ Line = '-Add include:none.example.com'; Says = '*none.example.com*no SPF record*' }
        @{ Line = '-Add include:broken.example.com'; Says = '*broken.example.com*not a term*' }
        @{ Line = '-Add include:circle.example.com'; Says = '*leads back to example.com*' }
        @{ Line = '-Add include:example.com'; Says = '*leads back to example.com*' }
        @{ Line = "-Record 'mx -all'"; Says = "*must begin with 'v=spf1'*" }
        @{ Line = "-Record 'v=spf1 mx,a -all'"; Says = '*not a term*' }
    ) {
        Set-NpSpf example.com -Add mx
        $null = New-NpDnsRecord example.com ten TXT "v=spf1 $((1..10 | ForEach-Object { "a:s$_.example.com" }) -join ' ') -all"
        $null = New-NpDnsRecord example.com circle TXT 'v=spf1 include:example.com -all'
        $null = New-NpDnsRecord example.com broken TXT 'v=spf1 mx,a -all' -Force
        { Invoke-Expression "Set-NpSpf example.com @silent $Line -ErrorAction Stop" } | Should -Throw $Says -ErrorId 'InvalidSpfRecord,*'
        { Invoke-Expression "Set-NpSpf example.com @silent $Line -WhatIf -ErrorAction Stop" } | Should -Throw $Says -ErrorId 'InvalidSpfRecord,*'
        Get-Text | Should -Be 'v=spf1 mx ~all'
    }

    It 'is counted within the record, with a warning, if nobody answers for what it includes' {
        Set-NpSpf example.com -Add include:_spf.other.example, mx @silent -WarningVariable warned -WarningAction SilentlyContinue
        Get-Text | Should -Be 'v=spf1 include:_spf.other.example mx ~all'
        "$warned" | Should -BeLike '*include:_spf.other.example*not counted*'
        $policy = Get-NpSpf example.com @silent
        $policy.LookupCount | Should -Be 2
        "$($policy.Problems)" | Should -BeLike '*include:_spf.other.example*not counted*'
    }

    It 'counts the look-ups of the records that it includes, from BIND' -Skip:(-not $IsNameServerInstalled) {
        $soa = "@ 60 IN SOA ns1 hostmaster 1 60 60 60 60`n@ 60 IN NS ns1`nns1 60 IN A 127.0.1.13`n"
        $bind = Start-NameServer 127.0.1.13 -Zone @{ Name = 'other.example'; Text = $soa + "_spf 60 IN TXT `"v=spf1 include:_more.other.example a mx -all`"`n_more 60 IN TXT `"v=spf1 $(1..6 | ForEach-Object { "a:s$_.other.example " })-all`"`n" }
        try {
            Set-NpSpf example.com -Add include:_spf.other.example -Server $bind.Name -WarningVariable warned
            $warned | Should -BeNullOrEmpty
            (Get-NpSpf example.com -Server $bind.Name).LookupCount | Should -Be 10
            { Set-NpSpf example.com -Add mx -Server $bind.Name -ErrorAction Stop } | Should -Throw '*11 DNS look-ups*' -ErrorId 'InvalidSpfRecord,*'
            { Set-NpSpf example.com -Add include:missing.other.example -Server $bind.Name -ErrorAction Stop } | Should -Throw '*no SPF record*'
        }
        finally { Stop-NameServer $bind }
    }

    It 'explains the macros that it gets' {
        Set-NpSpf example.com -Add 'exists:%{ir}._spf.%{d2}' @silent -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*%{ir} is the address that sends with its parts in reverse order, %{d2} is the domain*last 2 parts*Test-NpSpf*'
    }

    It 'is shown in its parts' {
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 mx ip4:203.0.113.12 include:_spf.example.com -all'
        $null = New-NpDnsRecord example.com _spf TXT 'v=spf1 a redirect=_last.example.com'
        $null = New-NpDnsRecord example.com _last TXT 'v=spf1 ip4:198.51.100.0/24 -all'
        $policy = Get-NpSpf EXAMPLE.com. @silent
        $policy.Domain, "$($policy.Mechanisms)", "$($policy.All)", $policy.Redirect, $policy.LookupCount, $policy.Record | Should -Be @('example.com', 'mx ip4:203.0.113.12 include:_spf.example.com', 'Fail', '', 4, 'v=spf1 mx ip4:203.0.113.12 include:_spf.example.com -all')
        $policy.Problems | Should -BeNullOrEmpty
        $included = Get-NpSpf _spf.example.com @silent
        $included.All, $included.Redirect | Should -Be @($null, '_last.example.com')
    }

    It 'says what is wrong: <Says>' -TestCases @(
        @{ Texts = @(); Says = '*no SPF record*' }
        @{ Texts = @('v=spf1 mx -all', 'v=spf1 a -all'); Says = '*2 SPF records*' }
        @{ Texts = @('v=spf1 mx a:bad -all'); Says = '*a:bad*' }
        @{ Texts = @('v=spf1 mx'); Says = '*does not say what to do*' }
        @{ Texts = @('v=spf1 mx +all'); Says = '*allows every server*' }
        @{ Texts = @('v=spf1 include:none.example.com -all'); Says = '*no SPF record*' }
        @{ Texts = @("v=spf1 $((1..40 | ForEach-Object { "ip4:198.51.100.$_" }) -join ' ') -all"); Says = '*450*' }
    ) {
        foreach ($text in $Texts) { $null = New-NpDnsRecord example.com '@' TXT $text -Force -WarningAction SilentlyContinue }
        $problems = (Get-NpSpf example.com @silent).Problems
        $problems.Count | Should -Be 1
        $problems | Should -BeLike $Says
    }

    It 'is never a second record' {
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 mx -all'
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 a -all' -Force
        { Set-NpSpf example.com -Add ip4:203.0.113.12 -ErrorAction Stop } | Should -Throw '*2 SPF records*-Record*'
        Set-NpSpf example.com -Record 'v=spf1 mx a -all'
        Get-Text | Should -Be 'v=spf1 mx a -all'
        # A disabled record with the same text is enabled.
        Get-NpDnsRecord example.com '@' TXT | Set-NpDnsRecord -Active $false
        (Get-NpSpf example.com).Problems | Should -BeLike '*disabled*'
        Set-NpSpf example.com -Add mx, a -All Fail
        @(Get-NpDnsRecord example.com '@' TXT).Active | Should -Be $true
    }

    It 'warns if name servers do not have its record: the zone is disabled, or the name is delegated' {
        $null = New-NpDnsRecord example.com sub NS ns1.other.example.
        Set-NpSpf sub.example.com -Add mx -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*sub.example.com. is delegated*'
        "$((Get-NpSpf sub.example.com).Problems)" | Should -BeLike '*sub.example.com. is delegated*'
        "$((Get-NpDmarc x.sub.example.com @silent).Problems)" | Should -BeLike '*sub.example.com. is delegated*'
        Disable-NpDnsZone example.com
        Set-NpSpf example.com -Add mx -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*disabled*Enable-NpDnsZone*'
    }

    It 'warns of what -Remove does not find' {
        Set-NpSpf example.com -Add mx
        Set-NpSpf example.com -Remove include:gone.example.com -WarningVariable warned -WarningAction SilentlyContinue
        "$warned" | Should -BeLike '*include:gone.example.com*'
    }

    It 'is removed, with records that receivers ignore' {
        Set-NpSpf example.com -Add mx
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 a -all' -Force
        $null = New-NpDnsRecord example.com '@' TXT 'other text'
        Remove-NpSpf example.com
        Get-Text | Should -Be 'other text'
        Remove-NpSpf example.com -Verbose 4>&1 | Out-String | Should -BeLike '*nothing was sent*'
    }

    It 'keeps a redirect, which -All would make receivers ignore' {
        $null = Set-NpSpf example.com -Record 'v=spf1 redirect=_spf.example.com' -WarningAction SilentlyContinue -ErrorAction SilentlyContinue
        $null = New-NpDnsRecord example.com _spf TXT 'v=spf1 mx -all'
        $null = Set-NpSpf example.com -Record 'v=spf1 redirect=_spf.example.com' -WarningAction SilentlyContinue
        { Set-NpSpf example.com -All Fail -ErrorAction Stop } | Should -Throw -ErrorId 'InvalidSpfRecord,*' -ExpectedMessage '*redirect*'
        (Get-NpSpf example.com).Record | Should -Be 'v=spf1 redirect=_spf.example.com'
    }

    It 'with two records is not changed by a row that nobody has edited' {
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 mx -all' -Force
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 a -all' -Force -WarningAction SilentlyContinue
        $before = @(Get-NpDnsRecord example.com '@' TXT).Value
        Get-NpSpf example.com | ConvertTo-Csv | ConvertFrom-Csv | Set-NpSpf -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'Conflict,*'
        @(Get-NpDnsRecord example.com '@' TXT).Value | Should -Be $before
        # What is typed replaces all of them.
        Set-NpSpf example.com -Record 'v=spf1 mx -all'
        @(Get-NpDnsRecord example.com '@' TXT).Value | Should -Be 'v=spf1 mx -all'
    }

    It 'comes back unchanged from CSV and JSON, and a row that was edited in the wrong place is refused' {
        Set-NpSpf example.com -Add mx, ip4:203.0.113.12
        $serial = (Get-NpDnsZone example.com).Serial
        $csv = Get-NpSpf example.com | ConvertTo-Csv
        $csv | ConvertFrom-Csv | Set-NpSpf
        Get-NpSpf example.com | ConvertTo-Json | ConvertFrom-Json | Set-NpSpf
        Get-NpSpf example.com | Set-NpSpf
        (Get-NpDnsZone example.com).Serial | Should -Be $serial
        foreach ($edit in @{ All = 'Fail' }, @{ Mechanisms = 'mx' }, @{ Redirect = 'x.example.com' }) {
            $row = $csv | ConvertFrom-Csv
            foreach ($name in $edit.Keys) { $row.$name = $edit.$name }
            { $row | Set-NpSpf -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingParameters,*'
        }
        # The command line takes precedence over the row.
        $csv | ConvertFrom-Csv | Set-NpSpf -All Fail
        Get-Text | Should -Be 'v=spf1 mx ip4:203.0.113.12 -all'
    }

    It 'of a domain without one comes back from CSV as nothing' {
        $file = Join-Path $TestDrive none.csv
        Get-NpSpf example.com | Export-Csv $file
        $serial = (Get-NpDnsZone example.com).Serial
        Import-Csv $file | Set-NpSpf -ErrorAction Stop
        Get-NpDnsRecord example.com -Type TXT | Should -BeNullOrEmpty
        (Get-NpDnsZone example.com).Serial | Should -Be $serial
        # Beside a change, such a row only names the domain.
        Import-Csv $file | Set-NpSpf -Add mx -ErrorAction Stop
        (Get-NpSpf example.com).Record | Should -Be 'v=spf1 mx ~all'
        # One that was made since is kept.
        Import-Csv $file | Set-NpSpf -ErrorAction Stop
        (Get-NpSpf example.com).Record | Should -Be 'v=spf1 mx ~all'
        { Set-NpSpf example.com -ErrorAction Stop } | Should -Throw 'No change is specified*'
    }

    It 'is not hindered by a text that receivers do not see as a policy' {
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1 mx -all'
        $null = New-NpDnsRecord example.com '@' TXT 'v=spf1;ip4:192.0.2.1' -Force -WarningAction SilentlyContinue
        (Get-NpSpf example.com).Record | Should -Be 'v=spf1 mx -all'
        Set-NpSpf example.com -Add ip4:192.0.2.7 -ErrorAction Stop -WarningAction SilentlyContinue
        (Get-NpSpf example.com).Record | Should -Be 'v=spf1 mx ip4:192.0.2.7 -all'
    }

    It 'is set for rows, mail domains, and zones, with one serial for each zone' {
        $null = New-NpDnsZone other.example ns1.nodepoint.eu -Client acme
        $null = New-NpMailDomain example.com -Client acme
        $before = (Get-NpDnsZone example.com).Serial
        $rows = 'example.com', 'a.example.com', 'b.example.com', 'other.example' | ForEach-Object { [pscustomobject]@{ Domain = $_; Add = 'mx; ip4:203.0.113.12'; All = '-all' } }
        $done = $rows | Set-NpSpf -PassThru
        $done.Domain | Should -Be $rows.Domain
        $done.Record | Select-Object -Unique | Should -Be 'v=spf1 mx ip4:203.0.113.12 -all'
        (Get-NpDnsZone example.com).Serial - $before | Should -BeLessOrEqual 1
        (Get-NpDnsZone | Get-NpSpf).Domain | Should -Be @('example.com', 'other.example')
        (Get-NpMailDomain | Get-NpSpf).Domain | Should -Be 'example.com'
        Get-NpSpf (Get-NpMailDomain example.com).Id | ForEach-Object Domain | Should -Be 'example.com'
        Get-NpDnsZone | Remove-NpSpf
        @(Get-NpDnsRecord example.com -Type TXT).Name | Should -Be @('a', 'b')
    }

    It 'is an error for the row whose domain has no zone or is none' {
        $rows = 'example.com', 'nozone.example', 'two words', '' | ForEach-Object { [pscustomobject]@{ Domain = $_; Add = 'mx' } }
        $rows | Set-NpSpf -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be @('NotFound', 'InvalidDomainName', 'NothingSpecified')
        Get-Text | Should -Be 'v=spf1 mx ~all'
        { Set-NpSpf example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NothingGiven,*'
        { Set-NpSpf example.com -Add mx -Record 'v=spf1 -all' -ErrorAction Stop } | Should -Throw -ErrorId 'ConflictingParameters,*'
    }

    It 'is shown by -WhatIf from what to what, and nothing is sent' {
        Set-NpSpf example.com -Add mx
        Show-Plan { Set-NpSpf example.com -All Fail -WhatIf -Verbose } | Should -BeLike '*SPF policy of example.com*Set Record from v=spf1 mx ~all to v=spf1 mx -all*'
        Show-Plan { Set-NpSpf a.example.com -Add mx -WhatIf -Verbose } | Should -BeLike '*SPF policy of a.example.com*Create record v=spf1 mx ~all*'
        Show-Plan { Set-NpSpf example.com -All SoftFail -WhatIf -Verbose } | Should -BeLike '*Change nothing*'
        Show-Plan { Remove-NpSpf example.com -WhatIf -Verbose } | Should -BeLike '*Remove record v=spf1 mx ~all*'
        Get-Text | Should -Be 'v=spf1 mx ~all'
        @(Get-NpDnsRecord example.com -Type TXT).Count | Should -Be 1
    }
}
