BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

Describe 'A DMARC policy' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        # Nobody answers there, at once.
        $silent = @{ Server = "127.0.0.1:$(Find-FreePort 127.0.0.1)" }
        function Show-Plan([scriptblock] $Line) { @(& $Line 2>&1 4>&1 | ForEach-Object Message) -join "`n" }
        function Get-Text([string] $Name = '_dmarc') { (Get-NpDnsRecord example.com $Name TXT).Value }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'is published with what is specified, and nothing that is the default' {
        Set-NpDmarc example.com -Policy Quarantine -SubdomainPolicy Quarantine -Percent 100 -DkimAlignment Relaxed -AggregateReport dmarc@example.com
        Get-Text | Should -Be 'v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com'
        Set-NpDmarc shop.example.com -Policy Reject
        Get-Text _dmarc.shop | Should -Be 'v=DMARC1; p=reject'
        { Set-NpDmarc new.example.com -Percent 50 -ErrorAction Stop } | Should -Throw '*-Policy*' -ErrorId 'ValueMissing,*'
    }

    It 'is <Text> after <Line>' -TestCases @(
        @{ Line = '-Policy Reject'; Text = 'v=DMARC1; p=reject; x=1; pct=50; rua=mailto:a@example.com,mailto:b@example.com!10m' }
        @{ Line = '-SubdomainPolicy None'; Text = 'v=DMARC1;p=none;x=1; pct=50;rua=mailto:a@example.com,mailto:b@example.com!10m' }
        @{ Line = '-SubdomainPolicy Reject -SpfAlignment s'; Text = 'v=DMARC1; p=none; x=1; pct=50; rua=mailto:a@example.com,mailto:b@example.com!10m; sp=reject; aspf=s' }
        @{ Line = '-Percent 100'; Text = 'v=DMARC1; p=none; x=1; pct=100; rua=mailto:a@example.com,mailto:b@example.com!10m' }
        @{ Line = '-AggregateReport mailto:c@example.com'; Text = 'v=DMARC1; p=none; x=1; pct=50; rua=mailto:c@example.com' }
        @{ Line = '-AggregateReport a@example.com, b@example.com!10m'; Text = 'v=DMARC1;p=none;x=1; pct=50;rua=mailto:a@example.com,mailto:b@example.com!10m' }
        @{ Line = "-AggregateReport ''"; Text = 'v=DMARC1; p=none; x=1; pct=50' }
        @{ Line = '-FailureReport f@example.com -FailureOption d, s -ReportInterval 1h'; Text = 'v=DMARC1; p=none; x=1; pct=50; rua=mailto:a@example.com,mailto:b@example.com!10m; ri=3600; fo=d:s; ruf=mailto:f@example.com' }
    ) {
        # Tags that receivers do not know are kept.
        $null = New-NpDnsRecord example.com _dmarc TXT 'v=DMARC1;p=none;x=1; pct=50;rua=mailto:a@example.com,mailto:b@example.com!10m' -Ttl 600 -WarningAction SilentlyContinue
        Invoke-Expression "Set-NpDmarc example.com $Line -WarningAction SilentlyContinue"
        Get-Text | Should -Be $Text
        (Get-NpDnsRecord example.com _dmarc TXT).Ttl | Should -Be 600
        $serial = (Get-NpDnsZone example.com).Serial
        Invoke-Expression "Set-NpDmarc example.com $Line -WarningAction SilentlyContinue"
        (Get-NpDnsZone example.com).Serial | Should -Be $serial
    }

    It 'is refused if receivers would ignore it: <Line>' -TestCases @(
        @{ Line = '-Percent 101'; Says = '*percentage*'; Id = 'InvalidDmarcRecord' }
        @{ Line = '-FailureOption 2'; Says = '*fo=2*'; Id = 'InvalidDmarcRecord' }
        @{ Line = '-AggregateReport nobody'; Says = "*-AggregateReport 'nobody' is not an email address*"; Id = 'InvalidEmailAddress' }
        @{ Line = '-FailureReport a@b'; Says = '*-FailureReport*'; Id = 'InvalidEmailAddress' }
        @{ Line = '-Policy Block'; Says = '*None, Quarantine, Reject*'; Id = 'ParameterArgumentTransformationError' }
    ) {
        Set-NpDmarc example.com -Policy None
        { Invoke-Expression "Set-NpDmarc example.com $Line -ErrorAction Stop" } | Should -Throw $Says -ErrorId "$Id,*"
        Get-Text | Should -Be 'v=DMARC1; p=none'
    }

    It 'is not changed if its text cannot be read' {
        $null = New-NpDnsRecord example.com _dmarc TXT 'v=DMARC1; p=none; p=reject' -Force
        { Set-NpDmarc example.com -Policy Reject -ErrorAction Stop } | Should -Throw "*'p' twice*Remove-NpDmarc*" -ErrorId 'InvalidDmarcRecord,*'
        (Get-NpDmarc example.com).Problems | Should -BeLike "*'p' twice*"
    }

    It 'is shown with its defaults' {
        $null = New-NpDnsRecord example.com _dmarc TXT 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com'
        $policy = Get-NpDmarc EXAMPLE.com.
        "$($policy.Domain) $($policy.Policy) $($policy.SubdomainPolicy) $($policy.Percent) $($policy.DkimAlignment) $($policy.SpfAlignment) $($policy.FailureOption) $($policy.ReportInterval)" | Should -Be 'example.com Reject Reject 100 Relaxed Relaxed 0 86400'
        $policy.AggregateReport | Should -Be 'dmarc@example.com'
        @($policy.FailureReport) + @($policy.Problems) | Should -BeNullOrEmpty
        $policy.InheritedFrom | Should -BeNullOrEmpty
        $policy.Record | Should -Be 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com'
    }

    It 'of a subdomain is that of its organizational domain, and is told as such' {
        Set-NpDmarc example.com -Policy Reject -SubdomainPolicy Quarantine
        $null = New-NpDnsZone shop.example.com ns1.nodepoint.eu -Client acme
        foreach ($name in 'mail.example.com', 'a.b.example.com', 'shop.example.com', 'x.shop.example.com') {
            $policy = Get-NpDmarc $name
            "$name $($policy.Policy) $($policy.SubdomainPolicy) $($policy.InheritedFrom)" | Should -Be "$name Quarantine Quarantine example.com"
        }
        # The way back through a file gives it none of its own; the command line does.
        Get-NpDmarc mail.example.com | ConvertTo-Csv | ConvertFrom-Csv | Set-NpDmarc
        Get-NpDnsRecord example.com _dmarc.mail | Should -BeNullOrEmpty
        Get-NpDmarc mail.example.com | Set-NpDmarc -Policy None
        Get-Text _dmarc.mail | Should -BeLike 'v=DMARC1; p=none*'
        (Get-NpDmarc mail.example.com).InheritedFrom | Should -BeNullOrEmpty
    }

    It 'says what is wrong: <Says>' -TestCases @(
        @{ Texts = @(); Says = '*no DMARC policy*' }
        @{ Texts = @('v=DMARC1; p=none', 'v=DMARC1; p=reject'); Says = '*2 DMARC records*' }
        @{ Texts = @('v=DMARC1; p=none; pct=200'); Says = '*pct=200*' }
        @{ Texts = @('v=DMARC1; rua=mailto:a@example.com'); Says = '*tag p*' }
        @{ Texts = @('v=DMARC1; p=none; colour=blue'); Says = '*colour*' }
    ) {
        foreach ($text in $Texts) { $null = New-NpDnsRecord example.com _dmarc TXT $text -Force -WarningAction SilentlyContinue }
        $problems = (Get-NpDmarc example.com).Problems
        $problems.Count | Should -Be 1
        $problems | Should -BeLike $Says
    }

    It 'warns of report addresses whose domain does not agree, and lets domains of the panel agree on request' {
        $null = New-NpDnsZone reports.example ns1.nodepoint.eu -Client acme
        Set-NpDmarc example.com -Policy None -AggregateReport dmarc@example.com, dmarc@sub.example.com, d@reports.example -WarningVariable warned -WarningAction SilentlyContinue
        @($warned).Count | Should -Be 1
        "$warned" | Should -BeLike '*example.com._report._dmarc.reports.example*-AuthorizeReports*'
        (Get-NpDmarc example.com).Problems | Should -BeLike '*reports.example gets no reports*'
        Show-Plan { Set-NpDmarc example.com -AuthorizeReports -WhatIf -Verbose } | Should -BeLike '*Create record example.com._report._dmarc.reports.example*'
        $before = (Get-NpDnsZone reports.example).Serial
        Set-NpDmarc example.com -AuthorizeReports -WarningVariable warned
        $warned | Should -BeNullOrEmpty
        (Get-NpDnsRecord reports.example example.com._report._dmarc TXT).Value | Should -Be 'v=DMARC1'
        (Get-NpDnsZone reports.example).Serial | Should -BeGreaterThan $before
        (Get-NpDmarc example.com).Problems | Should -BeNullOrEmpty
        # Once for all domains.
        Get-NpDnsRecord reports.example -Type TXT | Remove-NpDnsRecord
        $null = New-NpDnsRecord reports.example *._report._dmarc TXT 'v=DMARC1'
        (Get-NpDmarc example.com).Problems | Should -BeNullOrEmpty
    }

    It 'asks the DNS for what the panel does not have: from BIND' -Skip:(-not $IsNameServerInstalled) {
        $soa = "@ 60 IN SOA ns1 hostmaster 1 60 60 60 60`n@ 60 IN NS ns1`nns1 60 IN A 127.0.1.13`n"
        $bind = Start-NameServer 127.0.1.13 -Zone @{ Name = 'good.example'; Text = $soa + "example.com._report._dmarc 60 IN TXT `"v=DMARC1;`"`n_dmarc 60 IN TXT `"v=DMARC1; p=reject; sp=none`"`n" }, @{ Name = 'bad.example'; Text = $soa }
        try {
            Set-NpDmarc example.com -Policy None -AggregateReport d@good.example, d@bad.example -Server $bind.Name -WarningVariable warned -WarningAction SilentlyContinue
            @($warned).Count | Should -Be 1
            "$warned" | Should -BeLike '*bad.example gets no reports*'
            # The parent of the zone is not on the panel.
            $null = New-NpDnsZone shop.good.example ns1.nodepoint.eu -Client acme
            $policy = Get-NpDmarc shop.good.example -Server $bind.Name
            "$($policy.Policy) $($policy.InheritedFrom)" | Should -Be 'None good.example'
            # An alias leads to another zone.
            $null = New-NpDnsRecord example.com _dmarc.alias CNAME _dmarc.good.example.
            (Get-NpDmarc alias.example.com -Server $bind.Name).Problems | Should -BeLike '*could not be found*'
        }
        finally { Stop-NameServer $bind }
        (Get-NpDmarc shop.good.example @silent).Problems | Should -BeLike '*could not be found*'
        (Get-NpDmarc example.com @silent).Problems | Should -BeLike '*could not be found out*'
    }

    It 'is removed' {
        Set-NpDmarc example.com -Policy None
        $null = New-NpDnsRecord example.com _dmarc TXT 'other text' -Force
        Show-Plan { Remove-NpDmarc example.com -WhatIf -Verbose } | Should -BeLike '*DMARC policy of example.com*Remove record v=DMARC1; p=none*'
        Remove-NpDmarc example.com
        Get-Text | Should -Be 'other text'
        Remove-NpDmarc example.com -Verbose 4>&1 | Out-String | Should -BeLike '*nothing was sent*'
    }

    It 'comes back unchanged from CSV and JSON' {
        Set-NpDmarc example.com -Policy Reject -AggregateReport a@example.com, b@example.com -FailureOption 1 -DkimAlignment Strict
        $serial = (Get-NpDnsZone example.com).Serial
        'example.com', 'none.example.com' | Get-NpDmarc | ConvertTo-Csv | ConvertFrom-Csv | Set-NpDmarc
        Get-NpDmarc example.com | ConvertTo-Json | ConvertFrom-Json | Set-NpDmarc
        Get-NpDmarc example.com | Set-NpDmarc
        (Get-NpDnsZone example.com).Serial | Should -Be $serial
        $row = Get-NpDmarc example.com | ConvertTo-Csv | ConvertFrom-Csv
        $row.Percent = '50'
        $row | Set-NpDmarc
        Get-Text | Should -Be 'v=DMARC1; p=reject; adkim=s; fo=1; rua=mailto:a@example.com,mailto:b@example.com; pct=50'
    }

    It 'gets one member of a row changed, and no other of what the row shows' {
        Set-NpDmarc example.com -Policy None
        Get-NpDmarc example.com | Set-NpDmarc -Policy Quarantine
        Get-Text | Should -Be 'v=DMARC1; p=quarantine'
        # The subdomain policy of a row is that of the domain, unless the record has its own.
        $row = Get-NpDmarc example.com | ConvertTo-Csv | ConvertFrom-Csv
        $row.Policy = 'Reject'
        $row | Set-NpDmarc
        Get-Text | Should -Be 'v=DMARC1; p=reject'
        Set-NpDmarc example.com -SubdomainPolicy None
        Get-NpDmarc example.com | Set-NpDmarc -Percent 50
        Get-Text | Should -Be 'v=DMARC1; p=reject; sp=none; pct=50'
    }

    It 'is set for rows, with one serial for each zone, and errors for the others' {
        $null = New-NpMailDomain example.com -Client acme
        $before = (Get-NpDnsZone example.com).Serial
        $rows = 'example.com', 'a.example.com', 'nozone.example', 'two words' | ForEach-Object { [pscustomobject]@{ Domain = $_; Policy = 'reject'; AggregateReport = 'a@example.com; b@example.com' } }
        $done = $rows | Set-NpDmarc -PassThru -ErrorVariable problems -ErrorAction SilentlyContinue
        $done.Domain | Should -Be @('example.com', 'a.example.com')
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be @('NotFound', 'InvalidDomainName')
        (Get-NpDnsZone example.com).Serial - $before | Should -BeLessOrEqual 1
        (Get-NpMailDomain | Get-NpDmarc).Policy | Should -Be Reject
        { Set-NpDmarc example.com -ErrorAction Stop } | Should -Throw -ErrorId 'NothingGiven,*'
        Show-Plan { Set-NpDmarc example.com -Policy None -WhatIf -Verbose } | Should -BeLike '*Set Record from v=DMARC1; p=reject;*to v=DMARC1; p=none;*'
    }
}
