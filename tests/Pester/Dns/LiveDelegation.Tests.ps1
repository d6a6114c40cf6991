BeforeDiscovery {
    . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
    # A delegation has no port, so these servers need port 53, on addresses that no other spec uses.
    $isPossible = $IsNameServerInstalled -and (Test-StandardPort 127.0.1.40)
}

# Real delegations: a root server that resolves, the parent zone, and the two servers of the zone.
Describe 'Zones and their parent zone' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/ZoneText.ps1')
        $isPossible = $IsNameServerInstalled -and (Test-StandardPort 127.0.1.40)
        # The specs of both lines of the panel run at the same time.
        $net = $env:NODEPOINT_SPEC_LINE -eq '3.3' ? '127.0.33' : '127.0.32'
        $root, $nic, $first, $second = "$net.10", "$net.11", "$net.13", "$net.14"

        function Get-ParentText([string[]] $Delegation) {
            @('@ 60 IN SOA a.nic hostmaster 1 60 60 60 60', '@ 60 IN NS a.nic', "a.nic 60 IN A $nic") + $Delegation -join "`n"
        }

        # Starts all servers; what the parent zone says can be changed with Set-Parent.
        function Start-Delegated([string] $Text = (Get-ZoneText shop.example), [string[]] $Delegation = $right) {
            $null = foreach ($server in @(
                    Start-NameServer $root -Port 53 -Option 'recursion yes; allow-recursion { any; }; max-cache-ttl 1; max-ncache-ttl 1;' -Zone @{ Name = '.'; Text = "@ 60 IN SOA a hostmaster 1 60 60 60 1`n@ 60 IN NS a`na 60 IN A $root`nexample 60 IN NS a.nic.example.`na.nic.example 60 IN A $nic" }
                    ($script:parent = Start-NameServer $nic -Port 53 -Zone @{ Name = 'example'; Text = Get-ParentText $Delegation })
                    ($script:primary = Start-NameServer $first -Port 53 -Zone @{ Name = 'shop.example'; Text = $Text })
                    ($script:other = Start-NameServer $second -Port 53 -Zone @{ Name = 'shop.example'; Text = $Text }))) { $script:servers.Add($server) }
        }

        function Set-Parent([string[]] $Delegation) { Set-NameServerZone $script:parent example ((Get-ParentText $Delegation) -replace ' hostmaster 1 ', " hostmaster $((++$script:serial)) ") }
        function Test-Delegated { Test-NpDnsZone shop.example -Resolver $root -TimeoutSec 2 }
        function Get-Kind($Test) { @($Test.Findings.Kind | ForEach-Object { "$_" }) }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $script:servers = [Collections.Generic.List[object]]::new()
        $script:serial = 1
        $null = New-NpDnsZone shop.example ns1.shop.example
        $null = New-NpDnsRecord shop.example '@' NS ns1.shop.example.
        $null = New-NpDnsRecord shop.example '@' NS ns2.shop.example.
        $null = New-NpDnsRecord shop.example ns1 A $first
        $null = New-NpDnsRecord shop.example ns2 A $second
        $right = 'shop 60 IN NS ns1.shop', 'shop 60 IN NS ns2.shop', "ns1.shop 60 IN A $first", "ns2.shop 60 IN A $second"
    }
    AfterEach { $script:servers | ForEach-Object { Stop-NameServer $_ } }
    AfterAll { Stop-SpecPanel }

    It 'are compared with BIND, if it is installed and may use port 53' {
        if (-not $isPossible) { Set-ItResult -Skipped -Because "$NoNameServer, or its port 53 is not free for this user, so no real delegation is tested" }
    }

    Context 'with BIND' -Skip:(-not $isPossible) {
        It 'pass when the parent zone names both servers with their addresses, and both serve the zone' {
            Start-Delegated
            $test = Test-Delegated
            ($test.Findings -join "`n") | Should -BeNullOrEmpty
            $test.Servers.Name | Should -Be @('ns1.shop.example', 'ns2.shop.example')
            "$($test.Verdict)", $test.Current | Should -Be @('Pass', '2/2')
            Wait-NpDnsZone shop.example -Resolver $root -TimeoutSec 0
        }

        It 'fail when the parent zone does not name them, names other servers, or lacks or has wrong glue' {
            Start-Delegated
            Set-Parent 'other 60 IN NS a.nic'
            Get-Kind (Test-Delegated) | Should -Contain 'NotDelegated'
            Set-Parent $right[0], $right[2], 'ns2.shop 60 IN A 127.0.1.99'
            Get-Kind (Test-Delegated) | Should -Contain 'DelegationDiffers'
            Set-Parent $right[0], $right[1], $right[2], 'ns2.shop 60 IN A 127.0.1.99'
            $test = Test-Delegated
            $wrong = $test.Findings | Where-Object Kind -eq GlueDiffers
            $wrong.Found, $wrong.Wanted | Should -Be @('127.0.1.99', $second)
            "$($test.Verdict)" | Should -Be 'Fail'
        }

        It 'fail when a server that they are delegated to does not serve them' {
            Start-Delegated
            $script:other.Zones.Remove('shop.example')
            Update-NameServer $script:other
            $test = Test-Delegated
            Get-Kind $test | Should -Be 'NotServed'
            $test.Findings[0].Server | Should -Be "ns2.shop.example ($second)"
            $test.Findings[0].Message | Should -BeLike '*REFUSED*'
            "$($test.Verdict)", $test.Current | Should -Be @('Fail', '1/2')
        }

        It 'have a chain of DNSSEC when the parent zone has the DS record of their key' {
            $null = Set-NpDnssec shop.example -Enabled $true
            $signed = ConvertTo-SignedZone shop.example (Get-ZoneText shop.example)
            Start-Delegated $signed.Text ($right + $signed.Ds)
            $test = Test-Delegated
            ($test.Findings -join "`n") | Should -BeNullOrEmpty
            "$($test.Verdict)" | Should -Be 'Pass'

            Set-Parent $right
            Get-Kind (Test-Delegated) | Should -Be 'DsMissing'
            Set-Parent ($right + ('shop 60 IN DS 12345 13 2 ' + 'AB' * 32))
            $test = Test-Delegated
            Get-Kind $test | Should -Be 'DsDiffers'
            "$($test.Verdict)" | Should -Be 'Fail'
        }
    }
}
