# The names of sites behind the reverse proxy.
Describe 'Site addresses' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $before = $env:XDG_CONFIG_HOME
        $platform = @{
            SiteZone = 'nodepoint.eu'; DefaultAddress = '203.0.113.11'; Service = @{ Name = 'proxy'; Addresses = '203.0.113.10', '2001:db8::10' }; Ttl = @{ A = 300 }; ReservedLabel = 'www', 'Mail', 'münchen'
        }
        function Get-Site([string] $Zone = 'nodepoint.eu') { Get-NpDnsRecord $Zone | Where-Object Type -in A, AAAA | ForEach-Object { "$($_.Name) $($_.Type) $($_.Value) $($_.Ttl)" } }
        function Get-Serial { (Get-NpDnsZone nodepoint.eu).Serial }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $env:XDG_CONFIG_HOME = (New-Item -ItemType Directory (Join-Path (Get-Item TestDrive:/).FullName ([guid]::NewGuid()))).FullName
        Register-NpPanel spec $sandbox.Uri
        Set-NpPlatform spec @platform
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu
        $serial = Get-Serial
    }
    AfterAll {
        $env:XDG_CONFIG_HOME = $before
        Stop-SpecPanel
    }

    It 'point to the proxy, in the zone of the profile' {
        $records = New-NpSiteAddress shop1
        $records.Fqdn | Should -Be 'shop1.nodepoint.eu.', 'shop1.nodepoint.eu.'
        Get-Site | Should -Be 'shop1 A 203.0.113.10 300', 'shop1 AAAA 2001:db8::10 3600'
        Get-Serial | Should -Be ($serial + 1)
        (New-NpSiteAddress shop2 -Verbose 4>&1 | Out-String) | Should -BeLike "*Defaults from the platform profile of panel 'spec'*site zone nodepoint.eu*"
    }

    It 'are in another zone, and have another address, if these are specified' {
        $null = New-NpDnsZone sites.example ns1.nodepoint.eu
        $null = New-NpSiteAddress shop1 -Zone sites.example -Address 192.0.2.1
        Get-Site sites.example | Should -Be 'shop1 A 192.0.2.1 300'
        Get-Site | Should -BeNullOrEmpty
    }

    It 'have the default address if the profile has no proxy' {
        Set-Content (Get-NpPlatform spec).Path '{ "siteZone": "nodepoint.eu", "defaultAddress": "203.0.113.11" }'
        $null = New-NpSiteAddress shop1
        Get-Site | Should -Be 'shop1 A 203.0.113.11 3600'
    }

    It 'come from the pipeline, with one new serial, and an error for each that is refused' {
        $records = 'shop1', 'WWW', 'shop2', 'shop 3', 'shop1', 'MÜNCHEN', 'xn--mnchen-3ya', 'mail', 'bücher' | New-NpSiteAddress -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'NameReserved', 'InvalidDomainName', 'Duplicate', 'NameReserved', 'NameReserved', 'NameReserved'
        ($records | Where-Object Type -eq A).Name | Should -Be 'shop1', 'shop2', 'xn--bcher-kva'
        Get-Serial | Should -Be ($serial + 1)
    }

    It 'are refused with the label <Label>' -TestCases @('', ' ', 'a.b', '-a', 'a-', 'a_b', '*', '@', ('a' * 64), 'a/b', 'xn--', 'xn--a-ecp.', 'a b' | ForEach-Object { @{ Label = $_ } }) {
        { New-NpSiteAddress $Label -ErrorAction Stop } | Should -Throw
        Get-Serial | Should -Be $serial
    }

    It 'are refused where the name is in use: <Name> <Type>' -TestCases @(
        @{ Name = 'shop1'; Type = 'A'; Value = '192.0.2.1' }, @{ Name = 'shop1'; Type = 'A'; Value = '203.0.113.10' }, @{ Name = 'shop1'; Type = 'TXT'; Value = 'text' }, @{ Name = 'shop1'; Type = 'CNAME'; Value = 'x.example.' }
        @{ Name = 'a.shop1'; Type = 'A'; Value = '192.0.2.1' }, @{ Name = '*.shop1'; Type = 'A'; Value = '192.0.2.1' }, @{ Name = '_acme-challenge.shop1'; Type = 'TXT'; Value = 'x' }, @{ Name = 'shop1'; Type = 'NS'; Value = 'ns9.example.' }
    ) {
        $null = New-NpDnsRecord nodepoint.eu $Name $Type $Value
        $serial = Get-Serial
        { New-NpSiteAddress Shop1 -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*' -ExpectedMessage "shop1.nodepoint.eu is in use: it has the $Type record*"
        Get-Serial | Should -Be $serial
    }

    It 'are refused where a disabled record or a zone has the name, and not because of a name that only ends the same' {
        $null = New-NpDnsRecord nodepoint.eu shop1 A 192.0.2.1 -Active $false
        { New-NpSiteAddress shop1 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*(disabled)*'
        $null = New-NpDnsZone shop2.nodepoint.eu ns1.nodepoint.eu
        { New-NpSiteAddress shop2 -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*' -ExpectedMessage '*has a zone of this name*'
        $null = New-NpDnsRecord nodepoint.eu myshop3 A 192.0.2.1
        New-NpSiteAddress shop3 | Should -HaveCount 2
    }

    It 'say that a wildcard has answered for the name' {
        $null = New-NpDnsRecord nodepoint.eu '*' A 192.0.2.1
        $null = New-NpSiteAddress shop1 -WarningVariable warnings 3>$null
        "$warnings" | Should -BeLike 'Until now, `*.nodepoint.eu has answered for shop1.nodepoint.eu*'
    }

    It 'are made again by the same line only with -SkipExisting, which changes nothing' {
        $first = New-NpSiteAddress shop1
        $serial = Get-Serial
        { New-NpSiteAddress shop1 -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*'
        (New-NpSiteAddress shop1 -SkipExisting).Id | Should -Be $first.Id
        Get-Serial | Should -Be $serial
        $null = New-NpDnsRecord nodepoint.eu shop1 TXT x
        { New-NpSiteAddress shop1 -SkipExisting -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate,*'
    }

    It 'say what is missing without a profile' {
        Unregister-NpPanel spec
        { New-NpSiteAddress shop1 -ErrorAction Stop } | Should -Throw -ErrorId 'ValueMissing,*' -ExpectedMessage '*-Zone*Set-NpPlatform -SiteZone*'
        { New-NpSiteAddress shop1 -Zone nodepoint.eu -ErrorAction Stop } | Should -Throw -ErrorId 'ValueMissing,*' -ExpectedMessage '*-Address*'
    }

    It 'are previewed with -WhatIf, and nothing is sent' {
        $null = New-NpSiteAddress shop1
        $serial = Get-Serial
        'shop2', 'shop2' | New-NpSiteAddress -WhatIf -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Should -HaveCount 1
        Remove-NpSiteAddress shop1 -WhatIf
        Get-Site | Should -HaveCount 2
        Get-Serial | Should -Be $serial
    }

    Context 'removed' {
        It 'leave the zone as it was, with one new serial' {
            $null = 'shop1', 'shop2' | New-NpSiteAddress
            'shop1', 'shop2' | Remove-NpSiteAddress
            Get-Site | Should -BeNullOrEmpty
            Get-Serial | Should -Be ($serial + 2)
        }

        It 'are refused if they point elsewhere, unless -Force is used' {
            $null = New-NpDnsRecord nodepoint.eu shop1 A 192.0.2.1
            { Remove-NpSiteAddress shop1 -ErrorAction Stop } | Should -Throw -ErrorId 'Refused,*' -ExpectedMessage '*has the address 192.0.2.1*-Force*'
            Get-Site | Should -HaveCount 1
            Remove-NpSiteAddress shop1 -Force
            Get-Site | Should -BeNullOrEmpty
        }

        It 'keep other records of the name, and a name without an address is an error' {
            $null = New-NpSiteAddress shop1
            $null = New-NpDnsRecord nodepoint.eu shop1 TXT x
            Remove-NpSiteAddress shop1
            (Get-NpDnsRecord nodepoint.eu).Type | Should -Be 'TXT'
            { Remove-NpSiteAddress shop1 -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*'
        }
    }
}
