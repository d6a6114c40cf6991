Describe 'Three hundred characters of garbage' {
    BeforeAll {
        . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1')
        . (Join-Path $PSScriptRoot '../Shared/Garbage.ps1')
        $null = New-NpMailDomain example.com -Client acme
        $null = New-NpMailbox info@example.com -Password 'Mb-Pw-123!'
        $null = New-NpDnsZone example.com ns1.nodepoint.eu -Client acme
        $null = New-NpMailAlias alias@example.com info@example.com
        $null = New-NpMailForward forward@example.com a@example.org
    }
    AfterAll { Stop-SpecPanel }

    It 'in any single parameter of <command> gives at most one clear error' -TestCases @(
        @{ command = 'New-NpClient'; good = @{ Username = 'garbage'; ContactName = 'G'; Email = 'g@example.org'; Password = 'Cl-Pw-1234!' } }
        @{ command = 'Set-NpClient'; good = @{ Identity = 'small'; City = 'Jena' } }
        @{ command = 'New-NpDnsZone'; good = @{ Origin = 'garbage.test'; Ns = 'ns1.nodepoint.eu' } }
        @{ command = 'Set-NpDnsZone'; good = @{ Identity = 'example.com'; Ttl = 600 } }
        @{ command = 'New-NpDnsRecord'; good = @{ Zone = 'example.com'; Name = 'g'; Type = 'A'; Value = '203.0.113.1' } }
        @{ command = 'New-NpMailDomain'; good = @{ Domain = 'garbage.test' } }
        @{ command = 'Set-NpMailDomain'; good = @{ Identity = 'example.com'; Active = $true } }
        @{ command = 'New-NpMailbox'; good = @{ Email = 'g@example.com'; Password = 'Mb-Pw-123!' } }
        @{ command = 'Set-NpMailbox'; good = @{ Identity = 'info@example.com'; Quota = '1GB' } }
        @{ command = 'New-NpMailAlias'; good = @{ Source = 'g2@example.com'; Destination = 'info@example.com' } }
        @{ command = 'New-NpMailForward'; good = @{ Source = 'g3@example.com'; Destination = 'a@example.org' } }
        @{ command = 'Set-NpDkim'; good = @{ Domain = 'example.com' } }
        @{ command = 'Set-NpMailClientRecord'; good = @{ Domain = 'example.com'; MailHost = 'mail.nodepoint.eu' } }
        @{ command = 'Set-NpSpf'; good = @{ Domain = 'example.com'; Add = 'mx' } }
        @{ command = 'Set-NpDmarc'; good = @{ Domain = 'example.com'; Policy = 'None' } }
        @{ command = 'New-NpHostedDomain'; good = @{ Domain = 'garbage.test'; Client = 'acme'; NameServer = 'ns1.nodepoint.eu'; Address = '192.0.2.1'; MailExchanger = 'mail.nodepoint.eu' } }
        @{ command = 'New-NpSiteAddress'; good = @{ Label = 'g'; Zone = 'example.com'; Address = '192.0.2.1' } }
        @{ command = 'Set-NpAcmeChallenge'; good = @{ Name = 'example.com'; Token = 'abc'; NoWait = $true } }
        @{ command = 'Get-NpMailbox'; good = @{} }
        @{ command = 'Get-NpDnsRecord'; good = @{ Zone = 'example.com' } }
        @{ command = 'Remove-NpMailbox'; good = @{} }
        @{ command = 'Invoke-NpApi'; good = @{} }
    ) {
        param($command, $good)
        Test-Garbage $command $good | Should -BeNullOrEmpty
    }

    It 'leaves existing records unchanged' {
        @(Get-NpMailbox info@example.com).Count | Should -Be 1
        (Get-NpMailAlias alias@example.com).Destination | Should -Be 'info@example.com'
        @(Get-NpMailForward forward@example.com).Count | Should -Be 1
        @(Get-NpClient).Count | Should -BeGreaterThan 1
    }
}
