Describe 'Zones from a template' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'have the template''s records and the specified values' {
        $zone = New-NpDnsZone shop.example ns1.nodepoint.eu -Template Default -IPAddress 203.0.113.10 -SecondaryServer ns2.nodepoint.eu -Client acme -Ttl 600
        $zone.Id | Should -BeGreaterThan 0
        $zone.Ttl | Should -Be 600
        (Get-NpDnsZone shop.example).Ttl | Should -Be 600
        (Get-NpDnsZone shop.example).OwnerGroupId | Should -Be 2
        (Get-NpDnsRecord shop.example www A).Value | Should -Be '203.0.113.10'
        @(Get-NpDnsRecord shop.example '@' NS).Value | Should -Contain 'ns2.nodepoint.eu.'
    }

    It 'are refused where the panel reports success but creates nothing, or creates invalid records' {
        $null = New-NpDnsZone shop.example ns1.nodepoint.eu
        Invoke-NpApi dns_templatezone_add @{ client_id = 1; template_id = 1; domain = 'shop.example'; ip = '203.0.113.1'; ns1 = 'ns1.nodepoint.eu'; ns2 = 'ns2.nodepoint.eu'; email = 'a@shop.example' } | Should -BeTrue
        { New-NpDnsZone shop.example ns1.nodepoint.eu -Template Default -IPAddress 203.0.113.1 -SecondaryServer ns2.nodepoint.eu -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpDnsZone shop.example ns1.nodepoint.eu -Template Default -IPAddress 203.0.113.1 -SecondaryServer ns2.nodepoint.eu -SkipExisting).Id | Should -Be 1
        { New-NpDnsZone other.example ns1.nodepoint.eu -Template Nothing -IPAddress 203.0.113.1 -SecondaryServer ns2.nodepoint.eu -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
        { New-NpDnsZone other.example ns1.nodepoint.eu -Template Default -SecondaryServer ns2.nodepoint.eu -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-IPAddress*'
        { New-NpDnsZone other.example ns1.nodepoint.eu -Template Default -IPAddress 2001:db8::1 -SecondaryServer ns2.nodepoint.eu -ErrorAction Stop } | Should -Throw -ExpectedMessage '*IPv4*'
        { New-NpDnsZone other.example ns1.nodepoint.eu -Template Default -IPAddress 203.0.113.1 -ErrorAction Stop } | Should -Throw -ExpectedMessage '*-SecondaryServer*'
        @(Get-NpDnsZone other.example -ErrorAction SilentlyContinue) | Should -BeNullOrEmpty
    }

    It 'are created with the specified values although responses are lost: <functions>' -Tag Faults -TestCases @(@{ functions = 'dns_templatezone_add' }, @{ functions = 'dns_zone_update' }) {
        $set = { param($Fault) $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body ($Fault | ConvertTo-Json) }
        foreach ($seed in 1..6) {
            & $set @{ seed = $seed; functions = $functions; dropAfter = 0.5 }
            try { $zone = New-NpDnsZone "lost$seed.example" ns1.nodepoint.eu -Template Default -IPAddress 203.0.113.10 -SecondaryServer ns2.nodepoint.eu -Client acme -Ttl 600 -ErrorAction Stop }
            finally { & $set @{} }
            (Get-NpDnsZone "lost$seed.example").Ttl, $zone.Ttl | Should -Be @(600, 600)
            @(Get-NpDnsRecord "lost$seed.example" www A).Count | Should -Be 1
            Remove-NpDnsZone $zone -Recurse -Confirm:$false
        }
    }

    It 'come from templates that can be listed' {
        (Get-NpDnsTemplate).Fields | Should -Contain 'NS2'
        { Get-NpDnsTemplate Nothing -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}

Describe 'DNSSEC' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $null = New-NpDnsZone one.example ns1.nodepoint.eu -Client acme
        $null = New-NpDnsZone two.example ns1.nodepoint.eu -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'is off by default, whatever the panel''s form says' {
        (Get-NpDnsZone one.example).DnssecWanted | Should -BeFalse
    }

    It 'is switched on, changed and off, and the serial rises each time' {
        $serial = (Get-NpDnsZone one.example).Serial
        Get-NpDnsZone *.example | Set-NpDnssec
        $zone = Get-NpDnsZone one.example
        $zone.DnssecWanted | Should -BeTrue
        $zone.DnssecAlgorithm | Should -Be 'ECDSAP256SHA256'
        $zone.Serial | Should -Be ($serial + 1)
        (Get-NpDnsZone two.example).DnssecWanted | Should -BeTrue
        (Set-NpDnssec one.example EcdsaP256Sha256, Nsec3RsaSha1 -PassThru).DnssecAlgorithm | Should -Be @('NSEC3RSASHA1', 'ECDSAP256SHA256')
        Set-NpDnssec one.example -Enabled:$false
        (Get-NpDnsZone one.example).DnssecWanted | Should -BeFalse
        (Get-NpDnsZone one.example).Serial | Should -Be ($serial + 3)
        (Get-NpDnsZone one.example).OwnerGroupId | Should -Be 2
    }

    It 'sends nothing when nothing changes' {
        (Set-NpDnssec two.example -Verbose 4>&1 | Out-String) | Should -BeLike '*these values already*'
    }

    It 'is refused for an algorithm that the panel does not have' {
        { Set-NpDnssec one.example RSASHA256 } | Should -Throw
        { Set-NpDnssec nothing.example -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }
}
