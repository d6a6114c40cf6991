Describe 'Records' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $null = New-NpDnsZone nodepoint.eu ns1.nodepoint.eu -Client acme
    }
    AfterAll { Stop-SpecPanel }

    It 'of type <type> are stored and come back as they were typed' -TestCases @(
        @{ type = 'A'; value = '203.0.113.10'; priority = $null }
        @{ type = 'AAAA'; value = '2001:db8::10'; priority = $null }
        @{ type = 'CNAME'; value = 'www.example.com.'; priority = $null }
        @{ type = 'MX'; value = 'mail.example.com.'; priority = 20 }
        @{ type = 'TXT'; value = 'v=spf1 mx -all'; priority = $null }
        @{ type = 'SRV'; value = '5 5060 sip.example.com.'; priority = 10 }
        @{ type = 'CAA'; value = '0 issue "letsencrypt.org"'; priority = $null }
        @{ type = 'NS'; value = 'ns2.example.com.'; priority = $null }
    ) {
        param($type, $value, $priority)
        $extra = if ($priority) { @{ Priority = $priority } } else { @{} }
        $name = if ($type -eq 'SRV') { '_sip._udp' } else { 'name' }
        $null = New-NpDnsRecord -Zone nodepoint.eu -Name $name -Type $type -Value $value @extra
        $stored = Get-NpDnsRecord nodepoint.eu $name $type
        $stored.Value | Should -Be $value
        if ($priority) { $stored.Priority | Should -Be $priority }
    }

    It 'accept names as people write them' {
        (New-NpDnsRecord nodepoint.eu '@' A 203.0.113.1).Fqdn | Should -Be 'nodepoint.eu.'
        (New-NpDnsRecord nodepoint.eu shop1 A 203.0.113.1).Fqdn | Should -Be 'shop1.nodepoint.eu.'
        (New-NpDnsRecord nodepoint.eu shop2.nodepoint.eu. A 203.0.113.1).Name | Should -Be 'shop2'
    }

    It 'raise the serial of their zone once for a whole command' {
        $before = (Get-NpDnsZone nodepoint.eu).Serial
        1..20 | ForEach-Object { [pscustomobject]@{ Zone = 'nodepoint.eu'; Name = "host$_"; Type = 'A'; Value = "203.0.113.$_" } } | New-NpDnsRecord -ThrottleLimit 8 | Out-Null
        (Get-NpDnsZone nodepoint.eu).Serial | Should -Be ($before + 1)
    }

    It 'come out in the order they went in, whatever the concurrency' {
        $made = 1..40 | ForEach-Object { [pscustomobject]@{ Zone = 'nodepoint.eu'; Name = "host$_"; Type = 'A'; Value = '203.0.113.7' } } | New-NpDnsRecord -ThrottleLimit 16
        $made.Name | Should -Be @(1..40 | ForEach-Object { "host$_" })
    }

    It 'are refused as duplicates, which the panel would accept' {
        $zone = Get-NpDnsZone nodepoint.eu
        $params = @{ server_id = 1; zone = $zone.Id; name = 'twin'; type = 'A'; data = '203.0.113.1'; ttl = 3600; active = 'Y' }
        1..2 | ForEach-Object { Invoke-NpApi dns_a_add @{ client_id = 1; params = $params } } | Should -HaveCount 2
        $null = New-NpDnsRecord nodepoint.eu one A 203.0.113.1
        { New-NpDnsRecord nodepoint.eu one A 203.0.113.1 -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpDnsRecord nodepoint.eu one A 203.0.113.1 -SkipExisting).Name | Should -Be 'one'
    }

    It 'are refused as a CNAME beside other records, except with -Force' {
        $null = New-NpDnsRecord nodepoint.eu www A 203.0.113.1
        { New-NpDnsRecord nodepoint.eu www CNAME other.example. -ErrorAction Stop } | Should -Throw -ErrorId 'Duplicate*'
        (New-NpDnsRecord nodepoint.eu www CNAME other.example. -Force).Type | Should -Be 'CNAME'
    }

    It 'change by pipeline, and -WhatIf changes nothing' {
        $null = New-NpDnsRecord nodepoint.eu a A 203.0.113.11
        $null = New-NpDnsRecord nodepoint.eu b A 203.0.113.12
        Get-NpDnsZone *.eu | Get-NpDnsRecord -Type A | Where-Object Value -eq 203.0.113.11 | Set-NpDnsRecord -Value 203.0.113.10 -WhatIf
        (Get-NpDnsRecord nodepoint.eu a).Value | Should -Be '203.0.113.11'
        Get-NpDnsZone *.eu | Get-NpDnsRecord -Type A | Where-Object Value -eq 203.0.113.11 | Set-NpDnsRecord -Value 203.0.113.10
        (Get-NpDnsRecord nodepoint.eu a).Value | Should -Be '203.0.113.10'
        (Get-NpDnsRecord nodepoint.eu b).Value | Should -Be '203.0.113.12'
    }

    It 'are removed by pipeline with one serial' {
        $null = New-NpDnsRecord nodepoint.eu a A 203.0.113.11
        $null = New-NpDnsRecord nodepoint.eu b A 203.0.113.12
        $before = (Get-NpDnsZone nodepoint.eu).Serial
        Get-NpDnsRecord nodepoint.eu | Remove-NpDnsRecord
        @(Get-NpDnsRecord nodepoint.eu).Count | Should -Be 0
        (Get-NpDnsZone nodepoint.eu).Serial | Should -Be ($before + 1)
    }

    It 'refuse <why>, for the row only' -TestCases @(
        @{ why = 'an unknown zone'; row = @{ Zone = 'nowhere.test'; Name = 'x'; Type = 'A'; Value = '203.0.113.1' } }
        @{ why = 'an invalid address'; row = @{ Zone = 'nodepoint.eu'; Name = 'x'; Type = 'A'; Value = '203.0.113.999' } }
        @{ why = 'a name outside the zone'; row = @{ Zone = 'nodepoint.eu'; Name = 'www.example.com.'; Type = 'A'; Value = '203.0.113.1' } }
        @{ why = '300 characters of garbage'; row = @{ Zone = 'nodepoint.eu'; Name = ('§' * 300); Type = 'A'; Value = '203.0.113.1' } }
        @{ why = 'an unknown type'; row = @{ Zone = 'nodepoint.eu'; Name = 'x'; Type = 'AX'; Value = '203.0.113.1' } }
    ) {
        param($why, $row)
        $rows = @([pscustomobject]$row; [pscustomobject]@{ Zone = 'nodepoint.eu'; Name = 'good'; Type = 'A'; Value = '203.0.113.1' })
        $made = $rows | New-NpDnsRecord -ErrorVariable bad -ErrorAction SilentlyContinue
        $made.Name | Should -Be 'good'
        @($bad).Count | Should -Be 1
        "$bad".Length | Should -BeLessThan 500
    }
}

Describe 'Serials at the end of a command' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        $zones = 1..20 | ForEach-Object { "z$_.example" }
        $null = $zones | ForEach-Object { New-NpDnsZone $_ ns1.nodepoint.eu -Serial 5 }
    }
    AfterAll { Stop-SpecPanel }

    It 'are raised with at most -ThrottleLimit requests at once' -Tag Faults {
        $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body (@{ seed = 3; functions = 'dns_zone_*'; delayMs = @{ min = 0; max = 20 } } | ConvertTo-Json)
        try { $null = $zones | ForEach-Object { [pscustomobject]@{ Zone = $_ } } | New-NpDnsRecord -Name www -Type A -Value 203.0.113.9 -ThrottleLimit 1 }
        finally { $null = Invoke-RestMethod "$($sandbox.HttpUri)sandbox/faults" -Method Post -Body '{}' }
        # One at a time they arrive in order; concurrently, with random delays, they would not.
        $order = @(Get-NpDataLog | Where-Object { $_.Table -eq 'dns_soa' -and $_.Action -eq 'Update' }).RecordId
        $order.Count | Should -Be 20
        $order | Should -Be @($order | Sort-Object)
    }
}
