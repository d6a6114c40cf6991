Describe 'The records from which mail programs set themselves up' -Tag Stats {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $writes = { ((Invoke-RestMethod "$($sandbox.HttpUri)sandbox/stats").PSObject.Properties | Where-Object Name -match '_(add|update|delete|set_status)$' | Measure-Object Value -Sum).Sum }
        $records = { param($zone = 'example.com') @(Get-NpDnsRecord $zone | Where-Object Type -In SRV, CNAME | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Type) $($_.Priority) $($_.Value)" -replace '  ', ' ' }) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpMailDomain example.com -Client acme
        $serial = (New-NpDnsZone example.com ns1.nodepoint.eu -Client acme).Serial
    }
    AfterAll { Stop-SpecPanel }

    It 'are SRV records of each protocol, and autodiscover and autoconfig, with one new serial' {
        Set-NpMailClientRecord example.com -MailHost mail.nodepoint.eu -ErrorAction Stop
        & $records | Should -Be @(
            '_autodiscover._tcp SRV 0 1 443 mail.nodepoint.eu.'
            '_imap._tcp SRV 0 0 0 .'
            '_imaps._tcp SRV 0 1 993 mail.nodepoint.eu.'
            '_pop3._tcp SRV 0 0 0 .'
            '_pop3s._tcp SRV 20 1 995 mail.nodepoint.eu.'
            '_submission._tcp SRV 10 1 587 mail.nodepoint.eu.'
            '_submissions._tcp SRV 0 1 465 mail.nodepoint.eu.'
            'autoconfig CNAME mail.nodepoint.eu.'
            'autodiscover CNAME mail.nodepoint.eu.'
        )
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
    }

    It 'stay as they are the second time' {
        Set-NpMailClientRecord example.com -MailHost mail.nodepoint.eu
        $count = & $writes
        $state = Set-NpMailClientRecord example.com -MailHost MAIL.nodepoint.eu. -PassThru
        & $writes | Should -Be $count
        $state.Domain, $state.MailHost | Should -Be @('example.com', 'mail.nodepoint.eu')
        "$($state.Protocols)" | Should -Be 'Imaps Pop3s Submissions Submission'
        $state.Records.Count | Should -Be 9
        $state.Records[0] | Should -Be '_imaps._tcp.example.com. SRV 0 1 993 mail.nodepoint.eu.'
    }

    It 'follow the mail host and the protocols, and replace others of the same names, but no other records' {
        Set-NpMailClientRecord example.com -MailHost mail.nodepoint.eu
        $null = New-NpDnsRecord example.com _imaps._tcp SRV '5 993 other.nodepoint.eu.' -Priority 5
        $null = New-NpDnsRecord example.com _sip._tcp SRV '5 5060 sip.nodepoint.eu.' -Priority 5
        $null = New-NpDnsRecord example.com www CNAME web.nodepoint.eu.
        Set-NpMailClientRecord example.com -MailHost mx.nodepoint.eu -Protocol Imap, Submission -ErrorAction Stop
        $now = & $records
        $now | Should -Contain '_imaps._tcp SRV 0 0 0 .'
        $now | Should -Contain '_imap._tcp SRV 10 1 143 mx.nodepoint.eu.'
        $now | Should -Contain '_submissions._tcp SRV 0 0 0 .'
        $now | Should -Contain 'autoconfig CNAME mx.nodepoint.eu.'
        $now | Should -Contain '_sip._tcp SRV 5 5 5060 sip.nodepoint.eu.'
        $now | Should -Contain 'www CNAME web.nodepoint.eu.'
        $now.Count | Should -Be 11
    }

    It 'are previewed one by one, and nothing is sent' {
        $count = & $writes
        $said = Set-NpMailClientRecord example.com -MailHost mail.nodepoint.eu -WhatIf -Verbose 4>&1 | ForEach-Object { "$_" }
        @($said -match 'mail domain example.com: Add ').Count | Should -Be 9
        $said -join "`n" | Should -BeLike '*Add SRV _imaps._tcp 0 1 993 mail.nodepoint.eu.*'
        & $writes | Should -Be $count
    }

    It 'of many domains of one zone raise its serial once' {
        'a.example.com', 'b.example.com' | ForEach-Object { $null = New-NpMailDomain $_ -Client acme }
        'example.com', 'a.example.com', 'b.example.com' | Set-NpMailClientRecord -MailHost mail.nodepoint.eu -ThrottleLimit 4 -ErrorAction Stop
        (& $records).Count | Should -Be 27
        & $records | Should -Contain '_imaps._tcp.a SRV 0 1 993 mail.nodepoint.eu.'
        (Get-NpDnsZone example.com).Serial | Should -Be ($serial + 1)
    }

    It 'have the mail host of the row, or else that of the platform profile' {
        $null = New-NpMailDomain row.example -Client acme
        $null = New-NpDnsZone row.example ns1.nodepoint.eu -Client acme
        [pscustomobject]@{ Domain = 'row.example'; MailHost = 'mail.row.example' } | Set-NpMailClientRecord -ErrorAction Stop
        & $records row.example | Should -Contain '_imaps._tcp SRV 0 1 993 mail.row.example.'
        $before = $env:XDG_CONFIG_HOME
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName
        try {
            { Set-NpMailClientRecord example.com -ErrorAction Stop } | Should -Throw -ErrorId 'ValueMissing*' -ExpectedMessage '*-MailHost is not specified*Set-NpPlatform -MailHost*'
            Register-NpPanel spec $sandbox.Uri
            Set-NpPlatform spec -MailHost mail.nodepoint.eu
            Set-NpMailClientRecord example.com -ErrorAction Stop
            & $records | Should -Contain '_imaps._tcp SRV 0 1 993 mail.nodepoint.eu.'
        }
        finally { $env:XDG_CONFIG_HOME = $before }
    }

    It 'are refused before anything is sent: <name>' -TestCases @(
        @{ name = 'the zone is not on the panel'; prepare = { $null = New-NpMailDomain nozone.test }; domain = 'nozone.test'; id = 'NotFound'; says = '*_imaps._tcp.nozone.test. SRV*' }
        @{ name = 'the mail host is an address'; mailHost = '203.0.113.12'; id = 'InvalidDnsData'; says = '*203.0.113.12*not a full host name*' }
        @{ name = 'the mail host is one label'; mailHost = 'mail'; id = 'InvalidDnsData'; says = '*not a full host name*' }
        @{ name = 'a name has an address'; prepare = { $null = New-NpDnsRecord example.com autoconfig A 203.0.113.10 }; id = 'Duplicate'; says = '*autoconfig.example.com. CNAME*must be the only record*' }
        @{ name = 'the mail host is an alias'; prepare = { $null = New-NpDnsRecord example.com mail CNAME mail.nodepoint.eu. }; mailHost = 'mail.example.com'; id = 'Duplicate'; says = '*must not point to mail.example.com. CNAME*' }
        @{ name = 'the mail domain does not exist'; domain = 'nope.test'; id = 'NotFound'; says = '*nope.test*' }
    ) {
        param($name, $prepare = {}, $domain = 'example.com', $mailHost = 'mail.nodepoint.eu', $id, $says)
        . $prepare
        $count = & $writes
        { Set-NpMailClientRecord $domain -MailHost $mailHost -WhatIf -ErrorAction Stop } | Should -Throw -ErrorId "$id*" -ExpectedMessage $says
        { Set-NpMailClientRecord $domain -MailHost $mailHost -ErrorAction Stop } | Should -Throw -ErrorId "$id*" -ExpectedMessage $says
        & $writes | Should -Be $count
    }
}
