BeforeDiscovery { . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1') }

# The TXT records by which a certificate authority sees who controls a domain.
Describe 'ACME challenges' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/NameServer.ps1')
        . (Join-Path $PSScriptRoot '../../Platform/ZoneText.ps1')
        $one, $two = 'LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0', 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA'
        $samples = Join-Path $PSScriptRoot '../../../samples/acme'
        function Get-Challenge([string] $Zone = 'shop.example') { Get-NpDnsRecord $Zone -Type TXT | Where-Object Name -like '_acme-challenge*' }
    }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
        $script:servers = [Collections.Generic.List[object]]::new()
        $null = New-NpDnsZone shop.example ns1.shop.example
        $null = New-NpDnsRecord shop.example '@' NS ns1.shop.example.
        $null = New-NpDnsRecord shop.example ns1 A 127.0.1.13
        $serial = (Get-NpDnsZone shop.example).Serial
    }
    AfterEach { $script:servers | ForEach-Object { Stop-NameServer $_ } }
    AfterAll { Stop-SpecPanel }

    It 'are published beside other values of the name, with one new serial, and not twice' {
        $record = Set-NpAcmeChallenge www.shop.example $one -NoWait -PassThru
        $record.Fqdn, $record.Value, $record.Ttl | Should -Be @('_acme-challenge.www.shop.example.', $one, 60)
        (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 1)
        (Set-NpAcmeChallenge www.shop.example $one -NoWait -PassThru).Id | Should -Be $record.Id
        (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 1)
        Set-NpAcmeChallenge www.shop.example $two -NoWait
        (Get-Challenge).Value | Should -Be @($one, $two)
        (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 2)
    }

    It 'are in the longest zone of the panel that holds the name: <Name>' -TestCases @(
        @{ Name = 'shop.example'; Stored = '_acme-challenge' }, @{ Name = '*.shop.example'; Stored = '_acme-challenge' }, @{ Name = '_acme-challenge.shop.example.'; Stored = '_acme-challenge' }
        @{ Name = '_ACME-Challenge.*.a.b.Shop.Example'; Stored = '_acme-challenge.a.b' }, @{ Name = 'müller.shop.example'; Stored = '_acme-challenge.xn--mller-kva' }
    ) {
        Set-NpAcmeChallenge $Name $one -NoWait
        (Get-Challenge).Name | Should -Be $Stored
        Remove-NpAcmeChallenge $Name $one
        Get-Challenge | Should -BeNullOrEmpty
    }

    It 'are where the alias of their name points to' {
        $null = New-NpDnsZone acme.example ns1.acme.example
        $null = New-NpDnsRecord shop.example _acme-challenge.www CNAME shop.acme.example.
        Set-NpAcmeChallenge www.shop.example $one -NoWait
        Get-Challenge | Should -BeNullOrEmpty
        (Get-NpDnsRecord acme.example -Type TXT).Fqdn | Should -Be 'shop.acme.example.'
        Remove-NpAcmeChallenge www.shop.example
        Get-NpDnsRecord acme.example -Type TXT | Should -BeNullOrEmpty

        $null = New-NpDnsRecord shop.example _acme-challenge.far CNAME shop.elsewhere.example.
        { Set-NpAcmeChallenge far.shop.example $one -NoWait -ErrorAction Stop } | Should -Throw -ErrorId 'NotFound,*' -ExpectedMessage '*_acme-challenge.far.shop.example is an alias of shop.elsewhere.example*'
    }

    It 'are withdrawn one by one, or all of a name, and it is no error if there is none' {
        $one, $two | ForEach-Object { Set-NpAcmeChallenge shop.example $_ -NoWait }
        Remove-NpAcmeChallenge shop.example $one
        (Get-Challenge).Value | Should -Be $two
        Remove-NpAcmeChallenge shop.example $one -ErrorAction Stop
        Set-NpAcmeChallenge shop.example $one -NoWait
        $before = (Get-NpDnsZone shop.example).Serial
        Remove-NpAcmeChallenge shop.example
        Get-Challenge | Should -BeNullOrEmpty
        (Get-NpDnsZone shop.example).Serial | Should -Be ($before + 1)
    }

    It 'are previewed with -WhatIf, and nothing is sent' {
        Set-NpAcmeChallenge shop.example $one -WhatIf
        Remove-NpAcmeChallenge shop.example -WhatIf
        Get-Challenge | Should -BeNullOrEmpty
        (Get-NpDnsZone shop.example).Serial | Should -Be $serial
    }

    It 'are refused with <Name> <Token>' -TestCases @(
        @{ Name = 'nowhere.example'; Token = 'abc'; Id = 'NotFound' }, @{ Name = 'localhost'; Token = 'abc'; Id = 'InvalidDomainName' }, @{ Name = 'two words.shop.example'; Token = 'abc'; Id = 'InvalidDomainName' }
        @{ Name = 'shop.example'; Token = '"abc"'; Id = 'InvalidText' }, @{ Name = 'shop.example'; Token = 'a b'; Id = 'InvalidText' }, @{ Name = 'shop.example'; Token = 'x' * 256; Id = 'InvalidText' }
    ) {
        { Set-NpAcmeChallenge $Name $Token -NoWait -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        (Get-NpDnsZone shop.example).Serial | Should -Be $serial
    }

    It 'come from a CSV file, with an error for each row that is wrong' {
        $rows = "Domain,Token`nshop.example,$one`nbad name,$one`nwww.shop.example,$two" | ConvertFrom-Csv
        $rows | Set-NpAcmeChallenge -NoWait -ErrorVariable problems -ErrorAction SilentlyContinue
        $problems | Should -HaveCount 1
        @(Get-Challenge).Count | Should -Be 2
        (Get-NpDnsZone shop.example).Serial | Should -Be ($serial + 1)
    }

    It 'are compared with BIND, if it is installed' {
        if (-not $IsNameServerInstalled) { Set-ItResult -Skipped -Because $NoNameServer }
    }

    Context 'with BIND' -Skip:(-not $IsNameServerInstalled) {
        It 'are waited for on all name servers, and the error names those that lack them' {
            $script:servers.Add(($server = Start-NameServer 127.0.1.13 -Zone @{ Name = 'shop.example'; Text = Get-ZoneText shop.example }))
            { Set-NpAcmeChallenge shop.example $one -Server $server.Name -TimeoutSec 0 -ErrorAction Stop } |
                Should -Throw -ErrorId 'RecordNotServed,*' -ExpectedMessage "*$($server.Name) does not have the record. Do not let the authority check it yet.*"
            (Get-Challenge).Value | Should -Be $one
            Set-NameServerZone $server shop.example (Get-ZoneText shop.example)
            Set-NpAcmeChallenge shop.example $one -Server $server.Name -TimeoutSec 60 -ErrorAction Stop
            { Set-NpAcmeChallenge shop.example $two -Server $server.Name -TimeoutSec 0 -ErrorAction Stop } | Should -Throw -ErrorId 'RecordNotServed,*' -ExpectedMessage '*has other values*'
        }

        It 'are published and withdrawn by the Posh-ACME plugin' {
            $script:servers.Add(($server = Start-NameServer 127.0.1.13 -Zone @{ Name = 'shop.example'; Text = Get-ZoneText shop.example }))
            . (Join-Path $samples Nodepoint.ps1)
            Get-CurrentPluginType | Should -Be 'dns-01'
            $arguments = @{ NPServer = $server.Name; Other = 'plugin' }
            Add-DnsTxt _acme-challenge.shop.example $one @arguments
            Add-DnsTxt _acme-challenge.shop.example $two @arguments
            (Get-Challenge).Value | Should -Be @($one, $two)
            Set-NameServerZone $server shop.example (Get-ZoneText shop.example)
            Save-DnsTxt @arguments
            Remove-DnsTxt _acme-challenge.shop.example $one @arguments
            Remove-DnsTxt _acme-challenge.shop.example $two @arguments
            Get-Challenge | Should -BeNullOrEmpty
        }
    }

    It 'are published and withdrawn by the hook of acme.sh' -Skip:$IsWindows {
        # No zone's name server runs here, so the hook waits for one that has the value.
        $environment = @{
            NODEPOINT_URI = "$($sandbox.HttpUri ?? $sandbox.Uri)"; NODEPOINT_USER = $sandbox.Credential.UserName; NODEPOINT_PASSWORD = $sandbox.Credential.GetNetworkCredential().Password
            NODEPOINT_MODULE = (Get-Module Nodepoint).Path; NODEPOINT_PWSH = (Split-Path -LeafBase ([Environment]::ProcessPath)) -eq 'dotnet' ? "$([Environment]::ProcessPath) $PSHOME/pwsh.dll" : [Environment]::ProcessPath; NODEPOINT_SERVER = "127.0.1.15:$(Find-FreePort 127.0.1.15)"; NODEPOINT_PANEL = ''
        }
        $start = [Diagnostics.ProcessStartInfo]::new('sh', [string[]] @('-c', ". '$samples/dns_nodepoint.sh'; dns_nodepoint_`$0 `"`$1`" `"`$2`"", 'rm', '_acme-challenge.shop.example', $one))
        foreach ($name in $environment.Keys) { $start.Environment[$name] = $environment[$name] }
        $start.RedirectStandardError = $start.RedirectStandardOutput = $true
        Set-NpAcmeChallenge shop.example $one -NoWait
        $run = [Diagnostics.Process]::Start($start)
        $said = $run.StandardError.ReadToEndAsync()
        $null = $run.StandardOutput.ReadToEnd()
        $run.WaitForExit()
        $said.Result | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        Get-Challenge | Should -BeNullOrEmpty
    }
}
