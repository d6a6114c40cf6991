Describe 'Zones' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'are created with a serial of today, the dots that DNS needs, and the form''s defaults' {
        $zone = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu -Mbox hostmaster@nodepoint.eu -Client acme
        $zone.Origin | Should -Be 'nodepoint.eu.'
        $stored = Get-NpDnsZone nodepoint.eu
        $stored.Ns | Should -Be 'ns1.nodepoint.eu.'
        $stored.Mbox | Should -Be 'hostmaster.nodepoint.eu.'
        "$($stored.Serial)" | Should -BeLike "$((Get-Date).ToString('yyyyMMdd'))*"
        $stored.Refresh | Should -Be 7200
        $stored.Active | Should -BeTrue
    }

    It 'are stored in punycode' {
        (New-NpDnsZone müsli.example ns1.nodepoint.eu).Origin | Should -Be 'xn--msli-0ra.example.'
        (Get-NpDnsZone müsli.example).Origin | Should -Be 'xn--msli-0ra.example.'
    }

    It 'change one thing and nothing else' {
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu -Client acme
        $before = Get-NpDnsZone nodepoint.eu
        Set-NpDnsZone nodepoint.eu -Ttl 600
        $after = Get-NpDnsZone nodepoint.eu
        $after.Ttl | Should -Be 600
        $after.Serial | Should -BeGreaterThan $before.Serial
        foreach ($member in 'Ns', 'Mbox', 'Refresh', 'Retry', 'Expire', 'Minimum', 'Active', 'OwnerGroupId') { $after.$member | Should -Be $before.$member }
    }

    It 'move to a new owner with their records' {
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu -Client acme
        1..6 | ForEach-Object { $null = New-NpDnsRecord nodepoint.eu "h$_" A "192.0.2.$_" }
        $null = New-NpDnsRecord nodepoint.eu '@' TXT 'a "quoted" text'
        $before = Get-NpDnsRecord nodepoint.eu
        $before.Client | Select-Object -Unique | Should -Be acme

        $plan = Set-NpDnsZone nodepoint.eu -Client small -WhatIf -Verbose 4>&1
        "$plan" | Should -BeLike '*owner from client acme to client small, and change too: 7 records'
        (Get-NpDnsZone nodepoint.eu).Client | Should -Be acme

        Set-NpDnsZone nodepoint.eu -Client small
        (Get-NpDnsZone -Client small).Origin | Should -Be 'nodepoint.eu.'
        @(Get-NpDnsRecord -Client small -Type A).Count | Should -Be 6
        Get-NpDnsRecord -Client acme | Should -BeNullOrEmpty
        $after = Get-NpDnsRecord nodepoint.eu
        $after.Client | Select-Object -Unique | Should -Be small
        ($after | Select-Object Id, Name, Type, Value, Ttl, Active | Out-String) | Should -Be ($before | Select-Object Id, Name, Type, Value, Ttl, Active | Out-String)
    }

    It 'are found by wildcard and by client' {
        $null = New-NpDnsZone one.cloud ns1.nodepoint.eu -Client acme
        $null = New-NpDnsZone two.cloud ns1.nodepoint.eu -Client small
        $null = New-NpDnsZone three.test ns1.nodepoint.eu -Client acme
        @(Get-NpDnsZone *.cloud).Origin | Should -Be @('one.cloud.', 'two.cloud.')
        @(Get-NpClient acme | Get-NpDnsZone).Origin | Should -Be @('one.cloud.', 'three.test.')
    }

    It 'are found by their whole name, where the panel matches a prefix' -Tag Recorded {
        $null = New-NpDnsZone gum.test ns1.nodepoint.eu
        Invoke-NpApi dns_zone_get_id @{ origin = 'gum.te' } | Should -Not -BeNullOrEmpty
        { Get-NpDnsZone gum.te -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound*'
    }

    It 'are removed with their records, which the panel would leave behind' {
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu
        $record = New-NpDnsRecord nodepoint.eu www A 203.0.113.10
        Remove-NpDnsZone nodepoint.eu
        Invoke-NpApi dns_a_get @{ primary_id = $record.Id } | Should -BeNullOrEmpty
    }

    It 'are disabled and enabled with a new serial' {
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu
        $before = Get-NpDnsZone nodepoint.eu
        $off = Disable-NpDnsZone nodepoint.eu -PassThru
        $off.Active | Should -BeFalse
        $off.Serial | Should -BeGreaterThan $before.Serial
        (Enable-NpDnsZone nodepoint.eu -PassThru).Active | Should -BeTrue
    }

    It 'refuse <why>' -TestCases @(
        @{ why = 'a name without a dot'; name = 'localhost'; ttl = 3600 }
        @{ why = 'a TTL below a minute'; name = 'short.test'; ttl = 5 }
        @{ why = '300 characters of garbage'; name = ('%&/' * 100); ttl = 3600 }
    ) {
        param($why, $name, $ttl)
        $problem = { New-NpDnsZone $name ns1.nodepoint.eu -Ttl $ttl -ErrorAction Stop } | Should -Throw -PassThru
        "$problem".Length | Should -BeLessThan 300
    }

    It 'raise their serial on request' {
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu
        $before = (Get-NpDnsZone nodepoint.eu).Serial
        (Update-NpDnsSerial nodepoint.eu -PassThru).Serial | Should -BeGreaterThan $before
    }
}
